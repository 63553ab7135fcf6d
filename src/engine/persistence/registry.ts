/** All types of persistence. A new one is a file beside these and a line here. */
import { connection } from './connection.ts';
import type { Persistence } from './contract.ts';
import { insertedCookie } from './insertedCookie.ts';
import { learnedCookie } from './learnedCookie.ts';
import { none } from './none.ts';
import { path } from './path.ts';
import { prefixedCookie } from './prefixedCookie.ts';
import { requestHeader } from './requestHeader.ts';
import { rewrittenCookie } from './rewrittenCookie.ts';
import { routeSuffix } from './routeSuffix.ts';
import { sourceIpStickTable } from './sourceIpStickTable.ts';
import { tlsSessionId } from './tlsSessionId.ts';
import { urlParameter } from './urlParameter.ts';

export const persistences: readonly Persistence[] = [
  none,
  sourceIpStickTable,
  insertedCookie,
  prefixedCookie,
  rewrittenCookie,
  learnedCookie,
  routeSuffix,
  urlParameter,
  requestHeader,
  path,
  tlsSessionId,
  connection,
];
