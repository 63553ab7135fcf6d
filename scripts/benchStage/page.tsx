/** The lab as it is shipped, with as many requests in flight as the address asks for; or the bare page beside it. */
import '@fontsource-variable/inter';
import '@fontsource/ibm-plex-mono/latin-400.css';
import '@fontsource/ibm-plex-mono/latin-600.css';
import '../../src/theme/tokens.css';
import '../../src/theme/global.css';
import { createRoot } from 'react-dom/client';
import { App } from '../../src/app/App.tsx';
import type { Scenario } from '../../src/engine/index.ts';
import { createLab, type Lab } from '../../src/lab/createLab.ts';
import { openingScenario } from '../../src/lab/openingScenario.ts';
import { createEngineClient, type EngineClient } from '../../src/worker/client.ts';
import { drawBare } from './bare.ts';
import { marksAt } from './marks.ts';

declare global {
  interface Window {
    lab?: Lab;
  }
}

const asked = new URLSearchParams(location.search);
const number = (name: string): number => Number(asked.get(name) ?? 0);
const size = { marks: number('marks'), people: number('people'), servers: number('servers') };
const root = document.getElementById('app');
if (root !== null) {
  if (asked.has('bare')) drawBare(root, size.marks, size.people, size.servers);
  else {
    const lab = createLab(scenario(), size.marks === 0 ? createEngineClient() : withMarks(createEngineClient()));
    window.lab = lab;
    lab.start();
    lab.setSpeed(number('speed') || 1);
    createRoot(root).render(<App lab={lab} />);
  }
}

/** The engine runs, and its state is what is drawn; only the requests in flight are more. */
function withMarks(client: EngineClient): EngineClient {
  return {
    ...client,
    async send(command) {
      const update = await client.send(command);
      if (update.type !== 'frame') return update;
      return { ...update, marks: marksAt(update.atMs, size.marks, size.people, size.servers) };
    },
  };
}

function scenario(): Scenario {
  const [first] = openingScenario.servers;
  if (first === undefined) return openingScenario;
  return {
    ...openingScenario,
    durationMs: 600_000,
    people: [
      { count: Math.ceil(size.people / 2), behaviour: 'shopper', network: 'home' },
      { count: Math.floor(size.people / 2), behaviour: 'shopper', network: 'office-nat' },
    ],
    servers: Array.from({ length: size.servers }, (_, index) => ({
      ...first,
      id: `s${index + 1}`,
      address: `10.0.${index >> 7}.${11 + (index & 127)}:8080`,
    })),
  };
}
