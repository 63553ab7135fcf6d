/** Types that ride on the application's own cookie: what stands on the wire, and what an invented one brings. */
import { describe, expect, it } from 'vitest';
import { play, type Setting } from '../testing/play.ts';

const twice = (persistence: Setting['persistence'], more: Partial<Setting> = {}) =>
  play({ persistence, ...more }, [
    { atMs: 0, person: 'p1' },
    { atMs: 1000, person: 'p1' },
  ]);
const shared = { sessionState: { id: 'distributed-cache' } };

describe('the prefixed cookie', () => {
  it('has the server’s name in front on the client’s side only', () => {
    const { history } = twice({ id: 'prefixed-cookie' });
    const [first, second] = [history.explain(1)!.wire, history.explain(2)!.wire];
    expect(first.serverToBalancer).toMatch(/JSESSIONID=[0-9A-F]{32};/);
    expect(first.balancerToClient).toMatch(/JSESSIONID=s1~[0-9A-F]{32};/);
    expect(second.clientToBalancer).toMatch(/JSESSIONID=s1~[0-9A-F]{32}/);
    expect(second.balancerToServer).toMatch(/JSESSIONID=[0-9A-F]{32}/);
  });

  it('stands on a token as well: the load balancer does not look what it is', () => {
    const { history } = twice({ id: 'prefixed-cookie' }, { sessionState: { id: 'signed-token' } });
    expect(history.explain(1)!.wire.balancerToClient).toMatch(/token=s1~ey/);
  });
});

describe('the rewritten cookie', () => {
  it('is the application’s, and its value is replaced on the way', () => {
    const { wire } = twice({ id: 'rewritten-cookie' }).history.explain(1)!;
    expect(wire.serverToBalancer).toContain('Set-Cookie: SRV=any; path=/');
    expect(wire.balancerToClient).toContain('SRV=s1; path=/');
    expect(wire.balancerToClient).not.toContain('SRV=any');
  });
});

describe('the learned cookie', () => {
  it('is learned when the answer passes: a request before that is a stranger’s', () => {
    const { answers } = play({ persistence: { id: 'learned-cookie' }, ...shared }, [
      { atMs: 0, person: 'p1' },
      { atMs: 1, person: 'p1' },
      { atMs: 1000, person: 'p1' },
    ]);
    expect(answers.map(({ binding }) => binding)).toEqual(['stranger', 'stranger', 'pinned']);
  });

  it('makes no row for an id that no server gave out', () => {
    const { history } = play({ persistence: { id: 'learned-cookie' } }, [
      { atMs: 0, person: 'p1', cookies: false, headers: { Cookie: 'JSESSIONID=attacker' } },
    ]);
    const keys = history.simulation.snapshot().persistence.rows.map(({ key }) => key);
    expect(keys).toHaveLength(1);
    expect(keys[0]).toMatch(/^[0-9A-F]{32}$/);
  });

  it('at the end of the session leaves a row behind until it expires', () => {
    const { history } = twice({ id: 'learned-cookie' });
    expect(history.simulation.snapshot().persistence.rowCount).toBe(1);
  });
});

describe('the route suffix', () => {
  const failover = (rewrites: boolean) =>
    play({ persistence: { id: 'route-suffix', rewrites }, ...shared }, [
      { atMs: 0, person: 'p1' },
      { atMs: 1000, do: 'kill', server: 's1', detected: true },
      { atMs: 2000, person: 'p1' },
    ]);

  it('is written by the server itself', () => {
    const { wire } = twice({ id: 'route-suffix' }).history.explain(1)!;
    expect(wire.serverToBalancer).toMatch(/JSESSIONID=[0-9A-F]{32}\.s1;/);
  });

  it('stays as it is after a failover, unless the server that takes over rewrites it', () => {
    expect(failover(false).headersOf(2, 'set-cookie')).toEqual([]);
    expect(failover(true).headersOf(2, 'set-cookie')).toEqual([expect.stringMatching(/sid=[0-9A-F]{32}\.s2;/)]);
  });
});

describe('the URL parameter', () => {
  it('needs no cookies: the session and its route stand in the links', () => {
    const { history, answers } = play({ persistence: { id: 'url-parameter' } }, [
      { atMs: 0, person: 'p1', cookies: false, url: '/cart?page=2' },
      { atMs: 1000, person: 'p1', cookies: false, url: '/cart?page=2' },
    ]);
    expect(answers.map(({ outcome, binding }) => `${outcome} ${binding}`)).toEqual([
      'served stranger',
      'served pinned',
    ]);
    expect(history.explain(1)!.wire.balancerToClient).toMatch(/href="\/cart;jsessionid=[0-9A-F]{32}\.s1"/);
    expect(history.explain(1)!.wire.balancerToClient).not.toContain('Set-Cookie');
    expect(history.explain(2)!.wire.clientToBalancer).toMatch(/^GET \/cart;jsessionid=[0-9A-F]{32}\.s1\?page=2 HTTP/);
  });
});
