import '@fontsource-variable/inter';
import '@fontsource/ibm-plex-mono/latin-400.css';
import '@fontsource/ibm-plex-mono/latin-600.css';
import '../theme/tokens.css';
import '../theme/global.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import type { Scenario } from '../engine/index.ts';
import { createLab } from '../lab/createLab.ts';
import { openingScenario } from '../lab/openingScenario.ts';
import { App } from './App.tsx';
import { Fallback } from './Fallback.tsx';

const root = document.getElementById('app');
if (root !== null) {
  const asked = new URLSearchParams(location.search);
  const [gallery, galleryCase] = [asked.get('gallery'), asked.get('case')];
  if (gallery !== null) {
    void import('../gallery/openGallery.tsx').then(({ openGallery }) => openGallery(root, gallery));
  } else if (galleryCase !== null) {
    void import('../gallery/cases.ts').then(({ scenarioOfCase }) =>
      open(root, scenarioOfCase(galleryCase) ?? openingScenario),
    );
  } else open(root, openingScenario);
}

function open(root: HTMLElement, scenario: Scenario): void {
  // Outside of React: traffic flows while the page is still being drawn.
  const lab = createLab(scenario);
  lab.start();
  createRoot(root).render(
    <StrictMode>
      <Fallback>
        <App lab={lab} />
      </Fallback>
    </StrictMode>,
  );
}
