/** What the panels read. Stable parts of the snapshot come back as the same object, so a selector is cheap to watch. */
import type { PersonSnapshot, ServerSnapshot, Snapshot } from '../engine/index.ts';
import type { LabState } from './labState.ts';
import { presentServers } from './present.ts';
import { bindsPeople } from './wording.ts';

const NO_PEOPLE: readonly PersonSnapshot[] = [];
const NO_SERVERS: readonly ServerSnapshot[] = [];

export const selectPeople = ({ snapshot }: LabState): readonly PersonSnapshot[] => snapshot?.people ?? NO_PEOPLE;
export const selectServers = ({ snapshot }: LabState): readonly ServerSnapshot[] =>
  snapshot === null ? NO_SERVERS : presentServers(snapshot.servers);
/** Whether persistence sends people back to their server. */
export const selectBindsPeople = ({ snapshot }: LabState): boolean => snapshot !== null && bindsPeople(snapshot);
/** Whether those pinned to a server that drains stay with it. */
export const selectKeepsInDrain = ({ snapshot }: LabState): boolean => snapshot?.keepsInDrain ?? true;
export const selectHarm = ({ snapshot }: LabState): Snapshot['harm'] | null => snapshot?.harm ?? null;
export const selectAtMs = ({ snapshot }: LabState): number => snapshot?.atMs ?? 0;

export const selectPersonSelected = ({ snapshot, selectedPerson }: LabState): PersonSnapshot | null =>
  snapshot?.people.find(({ id }) => id === selectedPerson) ?? null;

/** What somebody called the scenario that they opened; null where nobody did. */
export const selectTitle = ({ scenario, isOpened }: LabState): string | null =>
  isOpened && scenario.title !== '' && scenario.title !== 'Untitled' ? scenario.title : null;
