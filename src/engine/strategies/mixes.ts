/** Mixes of the three axes that make no sense, or not the one they seem to make, and why. Nothing is forbidden: it runs. */
import { balancings } from '../balancing/registry.ts';
import { persistences } from '../persistence/registry.ts';
import { profiles } from '../profiles/registry.ts';
import type { Choice } from '../scenario.ts';
import { sessionStates } from '../session-state/registry.ts';

export interface Mix {
  readonly balancing: Choice;
  readonly persistence: Choice;
  readonly sessionState: Choice;
}

/** What the product does not have, in a sentence each; it runs all the same, as it does where it exists. */
export function remarksOnProduct(
  profileId: string,
  { balancing, persistence }: Omit<Mix, 'sessionState'>,
): readonly string[] {
  const profile = profiles.find(({ id }) => id === profileId);
  if (profile === undefined) return [];
  const chosen = [
    [balancings.find(({ id }) => id === balancing.id), profile.has.value.balancing],
    [persistences.find(({ id }) => id === persistence.id), profile.has.value.persistence],
  ] as const;
  return chosen.flatMap(([module, has]) => {
    if (module === undefined || has.includes(module.id)) return [];
    const { term, modelledOn } = module.about;
    return [`${profile.about.name} has no ${term}; here it works like ${modelledOn}.`];
  });
}

/** What to say about a mix, most important first; empty where there is nothing to say. */
export function remarksOn(mix: Mix): readonly string[] {
  const balancing = balancings.find(({ id }) => id === mix.balancing.id);
  const persistence = persistences.find(({ id }) => id === mix.persistence.id);
  const sessionState = sessionStates.find(({ id }) => id === mix.sessionState.id);
  if (balancing === undefined || persistence === undefined || sessionState === undefined) return [];
  const isSticky = persistence.id !== 'none';
  const remarks: string[] = [];
  const isScattered = !isSticky && !balancing.isHashing;
  if (sessionState.affinity === 'needed' && isScattered) {
    remarks.push('Nothing brings people back to the server that knows them: about one request in N finds its session.');
  }
  if (sessionState.affinity === 'helps' && isScattered) {
    remarks.push('Copies can be late: who is sent elsewhere at once may be shown an old session.');
  }
  if (sessionState.affinity === 'useless' && isSticky) {
    remarks.push(
      'You pay for affinity and get nothing: any server could answer, yet load is uneven and drains are slow.',
    );
  }
  if (sessionState.affinity === 'useless' && !isSticky && balancing.isHashing) {
    remarks.push('Affinity by hashing is not needed here: any server can answer.');
  }
  if (isSticky && balancing.isHashing) {
    remarks.push(
      'Persistence overrides the hash: who was once sent elsewhere stays there, also when their own server is back.',
    );
  }
  return remarks;
}
