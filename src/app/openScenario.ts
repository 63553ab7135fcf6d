/** Opens a scenario file, chosen or dropped. One that can't be read says why, and what ran goes on. */
import { type DragEvent, useEffect } from 'react';
import type { Scenario } from '../engine/index.ts';
import type { Lab } from '../lab/createLab.ts';
import { openingMs, WARM_UP_MS } from '../lab/openingScenario.ts';
import { selectTitle } from '../lab/selectors.ts';
import { seconds } from '../lab/wording.ts';
import { words } from '../language/words.ts';

const said = words.app.files;

export function useOpenScenario(lab: Lab) {
  useEffect(loadReaderWhenIdle, []);
  const openFile = (file: File): void => {
    open(lab, file).catch((error: unknown) => {
      const cause = error instanceof Error ? error.message : String(error);
      lab.say({ kind: 'problem', text: said.unreadable(file.name, cause) });
    });
  };
  return {
    openFile,
    dropTarget: {
      onDragOver: (event: DragEvent) => event.preventDefault(),
      onDrop: (event: DragEvent) => {
        event.preventDefault();
        const file = event.dataTransfer.files[0];
        if (file !== undefined) openFile(file);
      },
    },
  };
}

/** Why it does not start at zero. */
function startsAt(scenario: Scenario): string {
  const fromMs = openingMs(scenario);
  if (fromMs === 0) return '';
  return fromMs === WARM_UP_MS ? said.fromWarm(seconds(fromMs)) : said.fromFirstAction(seconds(fromMs));
}

/** The schema is needed by those who open a file: nobody waits for it to see the picture. */
async function loadReader() {
  const { LONGEST_TEXT } = await import('../scenario/scenarioReader.ts');
  const { readScenario } = await import('../scenario/readScenario.ts');
  return { LONGEST_TEXT, readScenario };
}

const IDLE_AFTER_MS = 5000;

/** Once the picture runs, so that files can be opened without a connection as well. If it fails it is tried again later. */
function loadReaderWhenIdle(): () => void {
  const timer = setTimeout(() => void loadReader().catch(() => undefined), IDLE_AFTER_MS);
  return () => clearTimeout(timer);
}

/** In UTF-8: what is longer can't be within the limit of the reader, and is not read at all. */
const MOST_BYTES_A_CHARACTER = 3;

async function open(lab: Lab, file: File): Promise<void> {
  const reader = await loadReader().catch(() => null);
  if (reader === null) return lab.say({ kind: 'problem', text: said.notLoaded(file.name) });
  const { LONGEST_TEXT, readScenario } = reader;
  if (file.size > LONGEST_TEXT * MOST_BYTES_A_CHARACTER) {
    const megabytes = Math.round(file.size / 1_000_000);
    lab.say({ kind: 'problem', text: said.tooLong(file.name, megabytes, LONGEST_TEXT) });
    return;
  }
  const read = readScenario(await file.text());
  if (!read.ok) {
    lab.say({ kind: 'problem', text: `${file.name}: ${read.problem}` });
    return;
  }
  await lab.loadScenario(read.scenario);
  // One that the engine could not load has said so.
  if (lab.store.getState().notice !== null) return;
  const title = selectTitle(lab.store.getState());
  const name = title === null ? file.name : `${title} (${file.name})`;
  lab.say({ kind: 'said', text: [said.opened(name), startsAt(read.scenario)].filter(Boolean).join(' ') });
}
