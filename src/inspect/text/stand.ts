/** How a server stands, in words: as it is, and as the load balancer believes where the two differ. */
import type { ServerSnapshot } from '../../engine/index.ts';
import { words } from '../../language/words.ts';

export function standText({ id, process, belief, admin, isHung, slowness, sessions }: ServerSnapshot): string {
  const { text } = words;
  const isBelievedUp = belief === 'up' || belief === 'going-down';
  const isUp = process === 'running';
  const faults = [isHung ? text.hangs : '', slowness > 1 ? text.slow(slowness) : ''];
  const state = [text.process[process], ...faults, text.admins[admin]];
  if (isUp !== isBelievedUp || belief === 'going-down' || belief === 'going-up')
    state.push(text.believed(text.beliefs[belief]));
  return text.serverNow(id, state.filter(Boolean).join(', '), sessions.length);
}
