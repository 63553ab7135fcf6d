/** What clients carry under the strategy in force, and where it stands in the text of a message. */
import { persistences, sessionStates } from '../../engine/index.ts';
import { lookedAt, withDefaults } from '../../lab/lookedAt.ts';
import type { AxisChoices } from '../../lab/strategyOf.ts';

type Persistence = (typeof persistences)[number];
type SessionState = (typeof sessionStates)[number];

export interface Carriage {
  /** The application's cookie. */
  readonly cookieName: string;
  readonly carriedAs: SessionState['carriedAs'];
  /** Where the load balancer's mark stands; null for a type that marks nothing. */
  readonly carrier: ReturnType<Persistence['carrier']>;
  /** What the rows of the load balancer's table are found by; null where it keeps none by anything that can be read. */
  readonly tableKey: 'session' | 'address' | 'path' | null;
}

const TABLE_KEYS = { cookie: 'session', source: 'address', url: 'path' } as const;

export function carriageOf(choices: AxisChoices): Carriage {
  const { persistence, sessionState } = choices;
  const state = sessionStates.find(({ id }) => id === sessionState.id);
  const binding = persistences.find(({ id }) => id === persistence.id);
  const { kind } = lookedAt(choices);
  const hasTable = binding !== undefined && 'sizeRows' in binding.options;
  return {
    cookieName: state?.cookieName ?? '',
    carriedAs: state?.carriedAs ?? 'number',
    carrier: binding === undefined ? null : binding.carrier(withDefaults(persistence, binding.options)),
    tableKey: hasTable && kind in TABLE_KEYS ? TABLE_KEYS[kind as keyof typeof TABLE_KEYS] : null,
  };
}
