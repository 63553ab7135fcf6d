/** All types of persistence. A new one is a file beside these and a line here. */
import type { Persistence } from './contract.ts';
import { insertedCookie } from './insertedCookie.ts';
import { none } from './none.ts';
import { sourceIpStickTable } from './sourceIpStickTable.ts';

export const persistences: readonly Persistence[] = [none, sourceIpStickTable, insertedCookie];
