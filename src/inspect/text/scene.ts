/** What the run begins with, in words: who, how many servers, and the three answers of the strategy. */
import { balancings, persistences, type Scenario, sessionStates } from '../../engine/index.ts';
import { shortList } from '../../lab/wording.ts';
import { words } from '../../language/words.ts';

/** So many servers are all named. */
const MOST_NAMED = 8;

export function sceneText({ people, servers, loadBalancer, sessionState }: Scenario): string {
  const count = people.reduce((sum, group) => sum + group.count, 0);
  const ids = servers.map(({ id }) => id);
  return [
    words.text.sceneOf(count, ids.length, ids.length <= MOST_NAMED ? ids.join(', ') : shortList(ids)),
    words.text.strategyOf(
      nameIn(balancings, loadBalancer.balancing.id),
      nameIn(persistences, loadBalancer.persistence.id),
      nameIn(sessionStates, sessionState.id),
    ),
  ].join(' ');
}

const nameIn = (modules: readonly { readonly id: string; readonly about: { readonly name: string } }[], id: string) =>
  modules.find((module) => module.id === id)?.about.name ?? id;
