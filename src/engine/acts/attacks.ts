/** What attackers set out to do, and how they are stopped. */
import type { Refusal } from '../actions.ts';
import { ATTACK, attackerNamed, fixSession, forgeCookie, forgeToken, stealCookie, stopAttack } from '../attackers.ts';
import type { Run } from '../run.ts';
import type { Happening } from '../snapshot.ts';
import { NONE } from '../world.ts';
import { type Acts, knownPersonRefusal, refuse, roomRefusal, serverRefusal, serverRow } from './contract.ts';

type Name = 'stealCookie' | 'forgeCookie' | 'fixSession' | 'forgeToken' | 'stopAttack';

export const attackActs: Acts<Name> = {
  stealCookie: {
    refusal(run, { from, by }) {
      const refusal = newcomerRefusal(run, by);
      if (refusal !== null) return refusal;
      const { personIds, people } = run.world;
      const victim = personIds.indexOf(from);
      if (victim < 0) return refuse('no-such-person', 'from', from);
      const hasAny = people.sessionCookie[victim] !== 0 || people.hasToken[victim] === 1;
      return hasAny ? null : refuse('nothing-to-steal', 'from', from);
    },
    perform(run, { from, by }) {
      const attacker = attackerNamed(run, by);
      stealCookie(run, attacker, run.world.personIds.indexOf(from));
      tellOfAttack(run, attacker, { what: 'cookie-stolen', victim: from });
    },
  },

  forgeCookie: {
    refusal(run, { server, by }) {
      const refusal = newcomerRefusal(run, by) ?? serverRefusal(run, server);
      if (refusal !== null) return refusal;
      const isPossible = run.carrier?.kind === 'cookie' || run.carrier?.kind === 'header';
      return isPossible ? null : refuse('nothing-to-forge', 'server', server);
    },
    perform(run, { server, perSecond, by }) {
      const attacker = attackerNamed(run, by);
      forgeCookie(run, attacker, serverRow(run.world, server), perSecond);
      tellOfAttack(run, attacker, { what: 'cookie-forged', server });
    },
  },

  fixSession: {
    refusal(run, { person, by }) {
      const refusal = newcomerRefusal(run, by) ?? knownPersonRefusal(run, person);
      if (refusal !== null) return refusal;
      return run.sessionState.carriedAs === 'number' ? null : refuse('nothing-to-fix', 'person', person);
    },
    perform(run, { person, by }) {
      const attacker = attackerNamed(run, by);
      fixSession(run, attacker, run.world.personIds.indexOf(person));
      tellOfAttack(run, attacker, { what: 'session-fixed', victim: person });
    },
  },

  forgeToken: {
    refusal(run, { person, by }) {
      const refusal = newcomerRefusal(run, by) ?? knownPersonRefusal(run, person);
      if (refusal !== null) return refusal;
      return run.sessionState.carriedAs === 'jwt' ? null : refuse('nothing-to-forge', 'person', person);
    },
    perform(run, { person, by }) {
      const attacker = attackerNamed(run, by);
      forgeToken(run, attacker, run.world.personIds.indexOf(person));
      tellOfAttack(run, attacker, { what: 'token-forged', victim: person });
    },
  },

  stopAttack: {
    refusal(run, { by }) {
      const isKnown = run.world.personIds.includes(by);
      return byRefusal(run, by) ?? (isKnown ? null : refuse('no-such-person', 'by', by));
    },
    perform(run, { by }) {
      const attacker = attackerNamed(run, by);
      stopAttack(run, attacker);
      tellOfAttack(run, attacker, { what: 'stopped' });
    },
  },
};

/** Whoever is not there yet comes in addition. */
function newcomerRefusal(run: Run, by: string | undefined): Refusal | null {
  const isNew = by === undefined || !run.world.personIds.includes(by);
  return byRefusal(run, by) ?? (isNew ? roomRefusal(run) : null);
}

/** Nobody who lives by a plan can be made an attacker. */
function byRefusal(run: Run, by: string | undefined): Refusal | null {
  if (run.recorded.length > 0) return refuse('recorded-traffic', 'by', by ?? '');
  const known = by === undefined ? NONE : run.world.personIds.indexOf(by);
  const isPerson = known >= 0 && run.world.people.attack[known] === ATTACK.none;
  return isPerson ? refuse('not-an-attacker', 'by', by!) : null;
}

type Told = Extract<Happening, { kind: 'attack' }>;

function tellOfAttack(
  run: Run,
  attacker: number,
  told: Pick<Told, 'what'> & Partial<Pick<Told, 'victim' | 'server'>>,
): void {
  const { nowUs, personIds } = run.world;
  const by = personIds[attacker]!;
  run.sink.happened?.({ kind: 'attack', atMs: nowUs / 1000, by, victim: null, server: null, ...told });
}
