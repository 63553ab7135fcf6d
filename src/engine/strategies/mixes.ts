/** Mixes of the three axes that make no sense, or not the one they seem to make, and why. Nothing is forbidden: it runs. */
import { balancings } from '../balancing/registry.ts';
import { directives } from '../directives/registry.ts';
import { resolveOptions } from '../options.ts';
import { persistences } from '../persistence/registry.ts';
import { profiles } from '../profiles/registry.ts';
import type { Choice } from '../scenario.ts';
import { sessionStates } from '../session-state/registry.ts';

export interface Mix {
  readonly balancing: Choice;
  readonly persistence: Choice;
  readonly sessionState: Choice;
}

/** What the product does not have, and why, in a sentence each; it runs all the same, as it does where it exists. */
export function remarksOnProduct(
  profileId: string,
  { balancing, persistence }: Omit<Mix, 'sessionState'>,
): readonly string[] {
  const profile = profiles.find(({ id }) => id === profileId);
  const known = directives[profileId];
  if (profile === undefined || known === undefined) return [];
  const chosen = [
    [balancings.find(({ id }) => id === balancing.id), known.balancing],
    [persistences.find(({ id }) => id === persistence.id), known.persistence],
  ] as const;
  return chosen.flatMap(([module, of]) => {
    const directive = module === undefined ? '' : of[module.id];
    if (module === undefined || directive === undefined || typeof directive === 'string') return [];
    const { term, modelledOn } = module.about;
    return [`${profile.about.name} has no ${term} (${directive.none}); here it works like ${modelledOn}.`];
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
  if (persistence.needsSessionId === true && sessionState.carriedAs === 'credentials') {
    remarks.push('The application gives out no session id: persistence has nothing to go by, everybody is a stranger.');
  }
  const key = /^cookie:(.*)/.exec(String(mix.balancing['key'] ?? ''))?.[1];
  const carrier = persistence.carrier(resolveOptions(persistence.options, mix.persistence));
  const marked = carrier?.kind === 'cookie' ? carrier.name : null;
  if (key !== undefined && key !== sessionState.cookieName && key !== marked) {
    remarks.push(`No request has a cookie ${key}: the hash has no key, and servers take turns.`);
  }
  return remarks;
}
