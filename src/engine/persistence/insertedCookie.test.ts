import { describe, expect, it } from 'vitest';
import { play } from '../testing/play.ts';
import { serverSpec } from '../testing/scenarioOf.ts';

const marksOf = (options: object, askedAtMs: readonly number[], persons = ['p1']) => {
  const asks = askedAtMs.flatMap((atMs) => persons.map((person, n) => ({ atMs: atMs + n * 500, person })));
  const played = play({ persistence: { id: 'inserted-cookie', ...options } }, asks);
  const marks = played.answers.map(({ request }) =>
    played.headersOf(request, 'set-cookie').filter((line) => line.includes(' SRV=')),
  );
  return { ...played, marks };
};

describe('the inserted cookie', () => {
  it('is set once, in HAProxy’s spelling, and hidden from the server', () => {
    const { marks, history } = marksOf({}, [0, 1000]);
    expect(marks).toEqual([['set-cookie: SRV=s1; path=/'], []]);
    const { wire } = history.explain(2)!;
    expect(wire.clientToBalancer).toContain('SRV=s1');
    expect(wire.balancerToServer).not.toContain('SRV=s1');
  });

  it('reaches the server without `indirect`', () => {
    const { history } = marksOf({ indirect: false }, [0, 1000]);
    expect(history.explain(2)!.wire.balancerToServer).toContain('SRV=s1');
  });

  it('keeps its dates inside the value, and is sent again at most every four seconds', () => {
    const { marks } = marksOf({ maxIdleMs: 60_000, maxLifeMs: 3_600_000 }, [0, 1000, 2000, 5000]);
    // 1 January 2026, 00:00:00 UTC is 441,806,400 times four seconds: aVW5A. Dates are rounded up.
    expect(marks).toEqual([
      ['set-cookie: SRV=s1|aVW5A|aVW5A; path=/'],
      ['set-cookie: SRV=s1|aVW5B|aVW5A; path=/'],
      [],
      ['set-cookie: SRV=s1|aVW5C|aVW5A; path=/'],
    ]);
  });

  it('is ignored when it was not used for longer than `maxidle`', () => {
    const { serversOf } = marksOf({ maxIdleMs: 10_000 }, [0, 9000, 18_000, 40_000], ['p1', 'p2', 'p3']);
    expect(serversOf('p1')).toEqual(['s1', 's1', 's1', 's4']);
  });

  it('is ignored when it is older than `maxlife`, however busy', () => {
    const { serversOf } = marksOf({ maxLifeMs: 20_000 }, [0, 9000, 18_000, 27_000], ['p1', 'p2', 'p3']);
    expect(serversOf('p1')).toEqual(['s1', 's1', 's1', 's4']);
  });

  it('asks for Secure where other sites may send it', () => {
    expect(marksOf({ sameSite: 'Lax' }, [0]).marks[0]).toEqual(['set-cookie: SRV=s1; path=/; SameSite=Lax']);
    expect(marksOf({ sameSite: 'None' }, [0]).marks[0]).toEqual(['set-cookie: SRV=s1; path=/; Secure; SameSite=None']);
  });

  it('keyed, has the value that HAProxy 2.6 was seen to give this key, address and port', () => {
    const servers = [serverSpec(1, { address: '127.0.0.1:26301' })];
    const { headersOf } = play({ persistence: { id: 'inserted-cookie', keyed: 'secret' }, servers }, [
      { atMs: 0, person: 'p1' },
    ]);
    expect(headersOf(1, 'set-cookie')).toContain('set-cookie: SRV=21f9dc17ba29158d; path=/');
  });

  it('with an unknown value is ignored, and replaced', () => {
    const { headersOf, history } = play({ persistence: { id: 'inserted-cookie' } }, [
      { atMs: 0, person: 'p1', headers: { Cookie: 'SRV=s9' } },
    ]);
    expect(headersOf(1, 'set-cookie')).toContain('set-cookie: SRV=s1; path=/');
    expect(history.explain(1)!.steps.map(({ code }) => code)).toContain('unknown-mark');
  });
});
