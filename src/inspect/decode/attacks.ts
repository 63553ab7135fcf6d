/** Which attacks of the engine begin with a value that stands on the wire. */
import type { Action, Snapshot } from '../../engine/index.ts';
import type { Carriage } from './carriage.ts';
import type { WireValue } from './wireValues.ts';

export interface OfferedAttack {
  readonly what: 'as-it-is' | 'other-server' | 'unsigned';
  /** Whose name is written into the mark; null where none is. */
  readonly server: string | null;
  readonly action: Action & { readonly by: string };
}

/** One attacker for all that is tried here: each attack takes the place of the one before. */
const ATTACKER = 'mallory';
const PER_SECOND = 1;
const MOST_SERVERS = 6;

export function attacksWith(
  value: WireValue,
  person: string,
  { carriedAs }: Carriage,
  snapshot: Snapshot | null,
): readonly OfferedAttack[] {
  const attacks: OfferedAttack[] = [];
  if (value.kind === 'mark') {
    const present = snapshot?.servers.filter(({ admin }) => admin !== 'removed') ?? [];
    for (const { id } of present.slice(0, MOST_SERVERS)) {
      const action = { do: 'forgeCookie', server: id, perSecond: PER_SECOND, by: ATTACKER } as const;
      attacks.push({ what: 'other-server', server: id, action });
    }
  }
  if (value.kind === 'session') {
    attacks.push({ what: 'as-it-is', server: null, action: { do: 'stealCookie', from: person, by: ATTACKER } });
    if (carriedAs === 'jwt') {
      attacks.push({ what: 'unsigned', server: null, action: { do: 'forgeToken', person, by: ATTACKER } });
    }
  }
  return attacks;
}
