/** Opens a scenario file, chosen or dropped. One that can't be read says why, and what ran goes on. */
import type { DragEvent } from 'react';
import type { Lab } from '../lab/createLab.ts';
import { selectTitle } from '../lab/selectors.ts';
import { words } from '../language/words.ts';

const said = words.app.files;

export function useOpenScenario(lab: Lab) {
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

/** In UTF-8: what is longer can't be within the limit of the reader, and is not read at all. */
const MOST_BYTES_A_CHARACTER = 3;

async function open(lab: Lab, file: File): Promise<void> {
  // The schema is needed by those who open a file, not by everyone who looks.
  const { LONGEST_TEXT } = await import('../scenario/scenarioReader.ts');
  const { readScenario } = await import('../scenario/readScenario.ts');
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
  lab.say({ kind: 'said', text: `Opened: ${name}` });
}
