/** All behaviours. A new one is a file beside these, a line here and its id in `BEHAVIOURS`. */
import { BEHAVIOURS, type Behaviour as BehaviourId } from '../scenario.ts';
import { banker } from './banker.ts';
import type { Behaviour } from './contract.ts';
import { editor } from './editor.ts';
import { gamer } from './gamer.ts';
import { shopper } from './shopper.ts';

const BY_ID: Readonly<Record<BehaviourId, Behaviour>> = { shopper, banker, gamer, editor };

/** In the order of `BEHAVIOURS`: a person's row names theirs by its place here. */
export const behaviours: readonly Behaviour[] = BEHAVIOURS.map((id) => BY_ID[id]);
