/** How a person's mark looks: colour says whose session, shape says what kind of client. */
import type { PersonSnapshot } from '../engine/index.ts';

/** A person is round; a second device of theirs has corners; who attacks stands on a point. */
export type PersonShape = 'round' | 'square' | 'diamond';

export function shapeOf({ id, account, isAttacker }: PersonSnapshot): PersonShape {
  if (isAttacker) return 'diamond';
  return account === id ? 'round' : 'square';
}

/** Two devices of one account are one colour: it is the same person. */
export function hueRowOf(people: readonly PersonSnapshot[], row: number): number {
  const person = people[row];
  if (person === undefined || person.account === person.id) return row;
  const owner = people.findIndex(({ id }) => id === person.account);
  return owner < 0 ? row : owner;
}
