/** All places for session state. A new one is a file beside these and a line here. */
import type { SessionState } from './contract.ts';
import { distributedCache } from './distributedCache.ts';
import { serverMemory } from './serverMemory.ts';
import { signedToken } from './signedToken.ts';

export const sessionStates: readonly SessionState[] = [serverMemory, signedToken, distributedCache];
