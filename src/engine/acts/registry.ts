/** All actions. A new one is a name in `actions.ts`, its act in the family's file (or a new one), and a family's line here. */
import type { Action, Refusal } from '../actions.ts';
import type { Run } from '../run.ts';
import { accountActs } from './accounts.ts';
import { attackActs } from './attacks.ts';
import { balancerActs } from './balancers.ts';
import { clientActs } from './clients.ts';
import type { Act, Acts } from './contract.ts';
import { linkActs } from './links.ts';
import { loadActs } from './load.ts';
import { poolActs } from './pool.ts';
import { processActs } from './processes.ts';

const ACTS: Acts<Action['do']> = {
  ...processActs,
  ...poolActs,
  ...loadActs,
  ...linkActs,
  ...clientActs,
  ...attackActs,
  ...accountActs,
  ...balancerActs,
};

/** Why the action can't be done now; null if it can. */
export const refusalOf = (run: Run, action: Action): Refusal | null => actOf(action).refusal(run, action);

/** Does it, at this moment. The action was found possible. */
export const perform = (run: Run, action: Action): void => actOf(action).perform(run, action);

/** The compiler can't know that the act found under an action's name takes that very action. */
const actOf = (action: Action): Act<Action['do']> => ACTS[action.do] as Act<Action['do']>;
