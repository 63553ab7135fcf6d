/** Whose request and session are looked at: somebody who is there and, in a run just opened, has been served already. */
import type { PersonSnapshot } from '../engine/index.ts';

/** The one who is followed, if that can go on; null where there is nobody. */
export function whomToFollow(
  people: readonly PersonSnapshot[],
  followed: string | null,
  isNew: boolean,
): string | null {
  const hasCome = ({ lastRequest }: PersonSnapshot): boolean => lastRequest !== null;
  const goesOn = (person: PersonSnapshot): boolean =>
    person.id === followed && person.isActive && (!isNew || hasCome(person));
  if (people.some(goesOn)) return followed;
  const present = people.filter(({ isActive }) => isActive);
  const own = present.filter(({ isAttacker }) => !isAttacker);
  return (own.find(hasCome) ?? own[0] ?? present[0])?.id ?? null;
}
