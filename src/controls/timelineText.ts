/** The events of the timeline in a word or two, and where the slider stands in a sentence. */
import type { Happening } from '../engine/index.ts';
import { seconds } from '../lab/wording.ts';
import { words } from '../language/words.ts';

const { marks } = words.time;

/** "kill s3", "s3 seen down" */
export function markText(happening: Happening): string {
  switch (happening.kind) {
    case 'action':
      return marks.action[happening.what](happening.server);
    case 'started':
    case 'ended':
    case 'believed-down':
    case 'believed-up':
      return marks[happening.kind](happening.server);
    case 'pace-set':
      return happening.factor === 1 ? marks.fastAgain(happening.server) : marks.slow(happening.server);
    case 'weight-set':
      return marks.weight(happening.server);
    case 'link':
      return marks.link(happening.a, happening.what);
    case 'node':
      return marks.node(happening.node, happening.what);
    case 'clock-skewed':
      return marks.clock(happening.server);
    case 'balancer':
      return marks.balancer[happening.what](happening.balancer);
    case 'network-changed':
      return marks.moves(happening.person);
    case 'client-changed':
      return marks.client(happening.person);
    case 'device-added':
    case 'device-removed':
      return marks.device(happening.person);
    case 'attack':
    case 'hijacked':
      return marks.attack(happening.by);
    case 'signed-out-everywhere':
      return marks.signedOut(happening.person);
    case 'load-set':
    case 'key-rotated':
    case 'balancer-restarted':
      return marks[happening.kind];
    case 'session-lost':
    case 'unavailable':
      return marks.harm(happening.person);
  }
}

/** Whose own doing it was, or what the load balancer found out: told apart by shape. */
export function markShape({ kind, ...rest }: Happening): 'deadly' | 'found-out' | 'done' {
  if (kind === 'believed-down' || kind === 'believed-up' || kind === 'started' || kind === 'ended') return 'found-out';
  return 'what' in rest && rest.what === 'killed' ? 'deadly' : 'done';
}

/** "31.4 s of 60.0 s, after kill s3" */
export function placeText(atMs: number, spanMs: number, marked: readonly Happening[]): string {
  const last = marked.findLast((happening) => happening.atMs <= atMs);
  return words.time.place(seconds(atMs), seconds(spanMs), last === undefined ? null : markText(last));
}
