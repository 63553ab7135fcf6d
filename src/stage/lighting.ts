/** Whether something is lit, dimmed, or neither, for the style sheet: the attribute `data-light`. */

import type { LabState } from '../lab/labState.ts';
import type { Lit } from '../lab/lit.ts';
import { useLabState } from '../lab/useLab.ts';

export type Light = 'lit' | 'dim' | undefined;

/** `undefined` while nothing in particular is lit. */
export const lightOf = ({ lit }: LabState, isMeant: (lit: Lit) => boolean): Light =>
  lit === null ? undefined : isMeant(lit) ? 'lit' : 'dim';

export const useLight = (isMeant: (lit: Lit) => boolean): Light => useLabState((state) => lightOf(state, isMeant));

/** A person is lit with all that they carry and get. */
export const ofPerson =
  (id: string) =>
  (lit: Lit): boolean =>
    'person' in lit && lit.person === id;
