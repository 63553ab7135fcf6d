/** How a person's mark looks: colour says whose session, shape says what kind of client. */
import type { PersonSnapshot } from '../engine/index.ts';

/** A person is round; a second device of theirs has corners; who attacks stands on a point. */
export type PersonShape = 'round' | 'square' | 'diamond';

export function shapeOf({ id, account, isAttacker }: PersonSnapshot): PersonShape {
  if (isAttacker) return 'diamond';
  return account === id ? 'round' : 'square';
}

/** Whose colour each person has: two devices of one account are one colour, for it is the same person. */
export function hueRows(people: readonly PersonSnapshot[]): readonly number[] {
  let rows: Map<string, number> | null = null;
  return people.map(({ id, account }, row) => {
    if (account === id) return row;
    rows ??= new Map(people.map((person, index) => [person.id, index]));
    return rows.get(account) ?? row;
  });
}
