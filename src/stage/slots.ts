/** Where the actions of other panels go in the picture. */
import type { ReactNode } from 'react';
import type { PersonSnapshot, ServerSnapshot, StoreSnapshot } from '../engine/index.ts';

/** What the panels beside this one put into the picture; `app` brings them together. */
export interface StageSlots {
  readonly serverActions: (server: ServerSnapshot) => ReactNode;
  readonly personActions: (person: PersonSnapshot) => ReactNode;
  readonly balancerActions: ReactNode;
  readonly addServer: ReactNode;
  readonly nodeActions: (node: StoreSnapshot['nodes'][number]) => ReactNode;
}
