import { keyText } from '../hashing/key.ts';
import type { RequestView } from '../request.ts';

/** For the picture of a hash: each key that people carry once, what `find` finds for it, and whose it is. */
export function keysOfPeople<Found extends object>(
  nextRequests: () => Iterable<RequestView>,
  key: string,
  find: (request: RequestView) => Found | null,
): (Found & { people: number[] })[] {
  const people = new Map<string, number[]>();
  const keys: (Found & { people: number[] })[] = [];
  for (const request of nextRequests()) {
    const text = keyText(request, key);
    const known = people.get(text);
    if (known !== undefined) {
      known.push(request.person);
      continue;
    }
    const found = text === '' ? null : find(request);
    const bearers = [request.person];
    people.set(text, bearers);
    if (found !== null) keys.push({ ...found, people: bearers });
  }
  return keys;
}
