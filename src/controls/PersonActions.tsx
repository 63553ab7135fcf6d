/** What can befall a person; of an attacker, how to be rid of them. */
import type { PersonSnapshot } from '../engine/index.ts';
import { personThing } from '../lab/things.ts';
import { MoreButton } from './MoreButton.tsx';

export function PersonActions({ person }: { readonly person: PersonSnapshot }) {
  return <MoreButton thing={personThing(person)} />;
}
