import '@fontsource-variable/inter';
import '@fontsource/ibm-plex-mono/latin-400.css';
import '@fontsource/ibm-plex-mono/latin-600.css';
import '../theme/tokens.css';
import '../theme/global.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createLab } from '../lab/createLab.ts';
import { openingScenario } from '../lab/openingScenario.ts';
import { App } from './App.tsx';
import { Fallback } from './Fallback.tsx';

const root = document.getElementById('app');
if (root !== null) {
  // Outside of React: traffic flows while the page is still being drawn.
  const lab = createLab(openingScenario);
  lab.start();
  createRoot(root).render(
    <StrictMode>
      <Fallback>
        <App lab={lab} />
      </Fallback>
    </StrictMode>,
  );
}
