/** Opens a scenario file, chosen or dropped. One that can't be read says why, and what ran goes on. */
import type { DragEvent } from 'react';
import type { Lab } from '../lab/createLab.ts';

/** Longer than any scenario that fits the limits of a run. */
const LONGEST_BYTES = 5_000_000;

export function useOpenScenario(lab: Lab) {
  const openFile = (file: File): void => {
    open(lab, file).catch((error: unknown) => {
      const cause = error instanceof Error ? error.message : String(error);
      lab.say({ kind: 'problem', text: `${file.name}: it could not be read (${cause})` });
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

async function open(lab: Lab, file: File): Promise<void> {
  if (file.size > LONGEST_BYTES) {
    lab.say({
      kind: 'problem',
      text: `${file.name}: longer than any scenario (${Math.round(file.size / 1_000_000)} MB)`,
    });
    return;
  }
  // The schema is needed by those who open a file, not by everyone who looks.
  const { readScenario } = await import('../scenario/readScenario.ts');
  const read = readScenario(await file.text());
  if (read.ok) await lab.loadScenario(read.scenario);
  else lab.say({ kind: 'problem', text: `${file.name}: ${read.problem}` });
}
