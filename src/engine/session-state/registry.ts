/** All places for session state. A new one is a file beside these and a line here. */
import type { SessionState } from './contract.ts';
import { database } from './database.ts';
import { distributedCache } from './distributedCache.ts';
import { encryptedCookie } from './encryptedCookie.ts';
import { replication } from './replication.ts';
import { serverMemory } from './serverMemory.ts';
import { signedToken } from './signedToken.ts';
import { stateless } from './stateless.ts';

export const sessionStates: readonly SessionState[] = [
  serverMemory,
  stateless,
  signedToken,
  encryptedCookie,
  distributedCache,
  database,
  replication,
];
