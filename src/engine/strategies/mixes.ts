/** Mixes of the three axes that make no sense, or not the one they seem to make, and why. Nothing is forbidden: it runs. */
import { balancings } from '../balancing/registry.ts';
import { persistences } from '../persistence/registry.ts';
import type { Choice } from '../scenario.ts';
import { sessionStates } from '../session-state/registry.ts';

export interface Mix {
  readonly balancing: Choice;
  readonly persistence: Choice;
  readonly sessionState: Choice;
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
