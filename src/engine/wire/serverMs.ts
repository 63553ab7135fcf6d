import type { World } from '../world.ts';

/** From connecting to the server to the end of its answer, in whole ms: of the answer that passes now. */
export const serverMs = ({ requests, nowUs }: World, request: number): number =>
  Math.floor((nowUs - requests.connectingFromUs[request]!) / 1000);
