import { balancings, persistences, sessionStates } from '../engine/index.ts';
import { scenarioReader } from './scenarioReader.ts';

/**
 * A scenario file or shared text as a scenario with all defaults filled in, or one line that says what is wrong with
 * it: `servers[2].weight: -1 is below 0`. Never throws.
 */
export const readScenario = scenarioReader({ balancings, persistences, sessionStates });
