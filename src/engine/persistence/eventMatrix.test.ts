import { describe, expect, it } from 'vitest';
import { EVENTS, type Row } from '../testing/eventMatrix.ts';
import { base64 } from '../wire/base64.ts';
import { persistences } from './registry.ts';

const cookie = (text: string) => ({ headers: { cookie: text } });
/** A connection of their own for each request, so that only the TLS session says who comes back. */
const RECONNECTING = { keepAliveMs: 0 };

const ROWS: readonly Row[] = [
  { name: 'none', persistence: { id: 'none' } },
  {
    name: 'source-ip-stick-table',
    persistence: { id: 'source-ip-stick-table' },
    expiring: { persistence: { id: 'source-ip-stick-table', expireMs: 5000 } },
  },
  {
    name: 'source-ip-stick-table on X-Forwarded-For',
    persistence: { id: 'source-ip-stick-table', address: 'x-forwarded-for' },
    expiring: { persistence: { id: 'source-ip-stick-table', address: 'x-forwarded-for', expireMs: 5000 } },
    isBehindProxy: true,
    forged: { address: '10.9.9.9', headers: { 'X-Forwarded-For': '203.0.113.3' } },
  },
  {
    name: 'inserted-cookie',
    persistence: { id: 'inserted-cookie' },
    expiring: { persistence: { id: 'inserted-cookie', maxIdleMs: 5000 } },
    forged: cookie('SRV=s3'),
  },
  {
    name: 'inserted-cookie, keyed',
    persistence: { id: 'inserted-cookie', keyed: 'secret' },
    expiring: { persistence: { id: 'inserted-cookie', keyed: 'secret', maxIdleMs: 5000 } },
    forged: cookie('SRV=s3'),
  },
  { name: 'prefixed-cookie', persistence: { id: 'prefixed-cookie' }, forged: cookie('sid=s3~whatever') },
  { name: 'rewritten-cookie', persistence: { id: 'rewritten-cookie' }, forged: cookie('SRV=s3') },
  {
    name: 'learned-cookie',
    persistence: { id: 'learned-cookie' },
    expiring: { persistence: { id: 'learned-cookie', expireMs: 5000 } },
    forged: cookie('sid=attacker'),
  },
  {
    name: 'learned-cookie, repoints',
    persistence: { id: 'learned-cookie', repoints: true },
    expiring: { persistence: { id: 'learned-cookie', repoints: true, expireMs: 5000 } },
    forged: cookie('sid=attacker'),
  },
  { name: 'route-suffix', persistence: { id: 'route-suffix' }, forged: cookie('sid=whatever.s3') },
  {
    name: 'route-suffix, rewrites',
    persistence: { id: 'route-suffix', rewrites: true },
    forged: cookie('sid=whatever.s3'),
  },
  {
    name: 'url-parameter',
    persistence: { id: 'url-parameter' },
    forged: { url: '/cart;jsessionid=whatever.s3' },
  },
  {
    name: 'request-header',
    persistence: { id: 'request-header' },
    forged: { headers: { 'session-header': base64('10.0.0.13:8080') } },
  },
  {
    name: 'path',
    persistence: { id: 'path' },
    expiring: { persistence: { id: 'path', expireMs: 5000 } },
    forged: { url: '/p3/cart' },
  },
  {
    name: 'tls-session-id, TLS 1.2',
    persistence: { id: 'tls-session-id' },
    loadBalancer: RECONNECTING,
    expiring: { persistence: { id: 'tls-session-id', expireMs: 5000 } },
  },
  {
    name: 'tls-session-id, tickets',
    persistence: { id: 'tls-session-id', version: 'tls1.2-ticket' },
    loadBalancer: RECONNECTING,
  },
  {
    name: 'tls-session-id, TLS 1.3',
    persistence: { id: 'tls-session-id', version: 'tls1.3' },
    loadBalancer: RECONNECTING,
  },
  {
    name: 'connection',
    persistence: { id: 'connection', idleMs: 3_600_000 },
    expiring: { persistence: { id: 'connection', idleMs: 5000 } },
    tabsConnectAlone: true,
  },
];

/**
 * Columns as in `EVENTS`. "re-bind": another server, and they stay with it; "balanced anew": each request finds one of its
 * own as long as the bound server is away.
 */
const EXPECTED = `
                                           | server dies   | server returns | drain  | server added   | load balancer restarts | restarts, with peers | another takes over | takes over, with peers | address changes | many behind one NAT | cookies blocked      | entry expires     | second tab     | forged
  none                                     | balanced anew | spread         | moves  | anyone at once | nothing to lose        | nothing to lose      | nothing to lose    | nothing to lose        | no effect       | spread              | no effect            | nothing to expire | another server | cannot be
  source-ip-stick-table                    | re-bind       | stays on new   | stays  | only new ones  | lost                   | survives             | lost               | survives               | re-bind         | all on one          | no effect            | re-bind           | same server    | cannot be
  source-ip-stick-table on X-Forwarded-For | re-bind       | stays on new   | stays  | only new ones  | lost                   | survives             | lost               | survives               | re-bind         | all on one          | no effect            | re-bind           | same server    | obeyed
  inserted-cookie                          | re-bind       | stays on new   | stays  | only new ones  | survives               | survives             | survives           | survives               | no effect       | spread              | every request is new | re-bind           | same server    | obeyed
  inserted-cookie, keyed                   | re-bind       | stays on new   | stays  | only new ones  | survives               | survives             | survives           | survives               | no effect       | spread              | every request is new | re-bind           | same server    | ignored
  prefixed-cookie                          | balanced anew | moves back     | stays  | only new ones  | survives               | survives             | survives           | survives               | no effect       | spread              | every request is new | never             | same server    | obeyed
  rewritten-cookie                         | balanced anew | moves back     | stays  | only new ones  | survives               | survives             | survives           | survives               | no effect       | spread              | every request is new | never             | same server    | obeyed
  learned-cookie                           | balanced anew | moves back     | stays  | only new ones  | lost                   | survives             | lost               | survives               | no effect       | spread              | every request is new | re-bind           | same server    | ignored
  learned-cookie, repoints                 | re-bind       | stays on new   | stays  | only new ones  | lost                   | survives             | lost               | survives               | no effect       | spread              | every request is new | re-bind           | same server    | ignored
  route-suffix                             | balanced anew | moves back     | stays  | only new ones  | survives               | survives             | survives           | survives               | no effect       | spread              | every request is new | never             | same server    | obeyed
  route-suffix, rewrites                   | re-bind       | stays on new   | stays  | only new ones  | survives               | survives             | survives           | survives               | no effect       | spread              | every request is new | never             | same server    | obeyed
  url-parameter                            | balanced anew | moves back     | stays  | only new ones  | survives               | survives             | survives           | survives               | no effect       | spread              | no effect            | never             | same server    | obeyed
  request-header                           | re-bind       | stays on new   | stays  | only new ones  | survives               | survives             | survives           | survives               | no effect       | spread              | no effect            | never             | same server    | obeyed
  path                                     | re-bind       | stays on new   | stays  | only new ones  | lost                   | survives             | lost               | survives               | no effect       | spread              | no effect            | re-bind           | same server    | obeyed
  tls-session-id, TLS 1.2                  | re-bind       | stays on new   | stays  | only new ones  | lost                   | survives             | lost               | survives               | no effect       | spread              | no effect            | re-bind           | same server    | cannot be
  tls-session-id, tickets                  | balanced anew | spread         | moves  | some move      | nothing to lose        | nothing to lose      | nothing to lose    | nothing to lose        | no effect       | spread              | no effect            | nothing to expire | another server | cannot be
  tls-session-id, TLS 1.3                  | balanced anew | spread         | moves  | anyone at once | nothing to lose        | nothing to lose      | nothing to lose    | nothing to lose        | no effect       | spread              | no effect            | nothing to expire | another server | cannot be
  connection                               | re-bind       | stays on new   | stays  | only new ones  | lost                   | lost                 | lost               | lost                   | re-bind         | spread              | no effect            | re-bind           | another server | cannot be`;

const [heading, ...lines] = EXPECTED.split('\n').filter((line) => line !== '');
const cells = (line = ''): string[] => line.split('|').map((cell) => cell.trim());
const events = cells(heading).slice(1);

describe('the event matrix', () => {
  it('has a row for each type of the registry, and a column for each event', () => {
    const ids = new Set(ROWS.map(({ persistence }) => persistence.id));
    expect([...ids].sort()).toEqual(persistences.map(({ id }) => id).sort());
    expect(events).toEqual(Object.keys(EVENTS));
    expect(lines.map((line) => cells(line)[0])).toEqual(ROWS.map(({ name }) => name));
  });

  describe.each(ROWS.map((row, index) => ({ row, name: row.name, expected: cells(lines[index]).slice(1) })))(
    '$name',
    ({ row, expected }) => {
      it.each(Object.entries(EVENTS).map(([event, happens], column) => ({ event, happens, cell: expected[column] })))(
        '$event: $cell',
        ({ happens, cell }) => expect(happens(row)).toBe(cell),
      );
    },
  );
});
