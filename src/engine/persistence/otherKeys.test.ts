/** Types that look at neither a cookie nor, alone, at the address: what makes each different. */
import { describe, expect, it } from 'vitest';
import { play } from '../testing/play.ts';

describe('the header', () => {
  it('names the server’s address in base64, and comes only when the server is another one', () => {
    const { history, headersOf } = play({ persistence: { id: 'request-header' } }, [
      { atMs: 0, person: 'p1', cookies: false },
      { atMs: 1000, person: 'p1', cookies: false },
    ]);
    // "10.0.0.11:8080", as `base64` writes it.
    expect(headersOf(1, 'session-header')).toEqual(['session-header: MTAuMC4wLjExOjgwODA=']);
    expect(history.explain(2)!.wire.clientToBalancer).toContain('session-header: MTAuMC4wLjExOjgwODA=');
    expect(headersOf(2, 'session-header')).toEqual([]);
  });
});

describe('the path', () => {
  const asking = (options: object, urls: readonly string[]) =>
    play(
      { persistence: { id: 'path', ...options } },
      urls.map((url, n) => ({ atMs: n * 1000, person: `p${n}`, url })),
    ).answers;

  it('follows the thing asked for: different people, one server', () => {
    const answers = asking({}, ['/blue/1', '/red/1', '/blue/2?x=1', '/red', '/blue']);
    expect(answers.map(({ server }) => server)).toEqual(['s1', 's2', 's1', 's2', 's1']);
  });

  it('has no rule for a path without such a word', () => {
    const answers = asking({ word: 2 }, ['/blue', '/blue', '/blue//x', '/red/x']);
    expect(answers.map(({ binding }) => binding)).toEqual(['stranger', 'stranger', 'stranger', 'pinned']);
  });

  it('cuts keys to the table’s length, so that words that begin alike collide', () => {
    const long = '/a-name-that-is-thirty-characters-';
    expect(asking({}, [`${long}1`, `${long}2`]).map(({ server }) => server)).toEqual(['s1', 's1']);
    expect(asking({ keyLength: 64 }, [`${long}1`, `${long}2`]).map(({ server }) => server)).toEqual(['s1', 's2']);
  });
});

describe('the TLS session id', () => {
  const visits = [0, 1000, 2000, 3000].map((atMs) => ({ atMs, person: 'p1' }));
  const connecting = (version: string) =>
    play({ persistence: { id: 'tls-session-id', version }, loadBalancer: { keepAliveMs: 0 } }, visits);

  it('is one row that every new connection finds', () => {
    const { history, serversOf } = connecting('tls1.2-session-id');
    expect(serversOf('p1')).toEqual(['s1', 's1', 's1', 's1']);
    expect(history.simulation.snapshot().persistence.rowCount).toBe(1);
  });

  it('in TLS 1.3 is a useless row per connection, and nothing sticks', () => {
    const { history, serversOf } = connecting('tls1.3');
    expect(serversOf('p1')).toEqual(['s1', 's2', 's3', 's4']);
    expect(history.simulation.snapshot().persistence.rowCount).toBe(4);
  });

  it('with tickets is no id that a server gave out', () => {
    const { history, serversOf } = connecting('tls1.2-ticket');
    expect(serversOf('p1')).toEqual(['s1', 's2', 's3', 's4']);
    // Not the first: there was no ticket to make an id of.
    expect(history.simulation.snapshot().persistence.rowCount).toBe(3);
  });

  it('is not asked for while the connection is open, and is forgotten by a browser that restarts', () => {
    const { serversOf } = play({ persistence: { id: 'tls-session-id', version: 'tls1.3' } }, [
      ...visits,
      { atMs: 3500, do: 'reconnect', person: 'p1' },
      { atMs: 4000, person: 'p1' },
    ]);
    expect(serversOf('p1')).toEqual(['s1', 's1', 's1', 's1', 's2']);
  });
});

describe('the connection', () => {
  it('is one decision, also for a request that follows before the first answer', () => {
    const { serversOf } = play({ persistence: { id: 'connection' } }, [
      { atMs: 0, person: 'p1' },
      { atMs: 1, person: 'p1' },
      { atMs: 300_000, person: 'p1' },
    ]);
    expect(serversOf('p1')).toEqual(['s1', 's1', 's1']);
  });

  it('ends with its server: the next request opens another one at once, detected or not', () => {
    const { answers } = play({ persistence: { id: 'connection' } }, [
      { atMs: 0, person: 'p1' },
      { atMs: 1000, do: 'kill', server: 's1' },
      { atMs: 2000, person: 'p1' },
    ]);
    expect(answers.map(({ server, binding }) => `${server} ${binding}`)).toEqual(['s1 stranger', 's2 stranger']);
  });

  it('lives on while its server drains', () => {
    const { answers } = play({ persistence: { id: 'connection' } }, [
      { atMs: 0, person: 'p1' },
      { atMs: 1000, do: 'drain', server: 's1' },
      { atMs: 2000, person: 'p1' },
    ]);
    expect(answers.map(({ server }) => server)).toEqual(['s1', 's1']);
  });
});

describe('the source-IP stick table', () => {
  const from = (address: string, atMs: number, headers = {}) => ({ atMs, person: `p-${address}`, address, headers });

  it('with a mask is one row for a network', () => {
    const { answers, history } = play({ persistence: { id: 'source-ip-stick-table', maskBits: 24 } }, [
      from('198.51.100.7', 0),
      from('198.51.100.200', 1000),
      from('198.51.101.7', 2000),
    ]);
    expect(answers.map(({ server }) => server)).toEqual(['s1', 's1', 's2']);
    const keys = history.simulation.snapshot().persistence.rows.map(({ key }) => key);
    expect(keys).toEqual(['198.51.101.0/24', '198.51.100.0/24']);
  });

  it('behind another proxy goes by the last hop, and knows nobody without the header', () => {
    const hop = (last: string) => ({ 'x-forwarded-for': `203.0.113.9, ${last}` });
    const { answers } = play({ persistence: { id: 'source-ip-stick-table', address: 'x-forwarded-for' } }, [
      from('10.9.9.9', 0, hop('198.51.100.7')),
      from('10.9.9.9', 1000, hop('198.51.100.8')),
      from('10.9.9.9', 2000),
      from('10.9.9.9', 3000),
      from('10.9.9.9', 4000, hop('198.51.100.7')),
    ]);
    expect(answers.map(({ server, binding }) => `${server} ${binding}`)).toEqual([
      's1 stranger',
      's2 stranger',
      's3 stranger',
      's4 stranger',
      's1 pinned',
    ]);
  });

  it('keeps an address that is not IPv4 as it is', () => {
    const { answers } = play({ persistence: { id: 'source-ip-stick-table' } }, [
      from('2001:db8::7', 0),
      from('2001:db8::8', 1000),
      from('2001:db8::7', 2000),
    ]);
    expect(answers.map(({ server }) => server)).toEqual(['s1', 's2', 's1']);
  });
});
