/** Below HTTP: one decision per connection, held against HAProxy in TCP mode. */
import { describe, it } from 'vitest';
import { portsFrom, reportHaproxy } from './cases.ts';
import { compare } from './compare.ts';
import { hasHaproxy } from './haproxy.ts';
import { mixedTraffic } from './script.ts';

const port = portsFrom(20_300);
/** The manual's example has no delay for responses; without one HAProxy 2.6 looks before ServerHello is there. */
const stickOnTls = {
  mode: 'tcp',
  backend: `stick-table type binary len 32 size 30k expire 30m
acl clienthello req.ssl_hello_type 1
acl serverhello res.ssl_hello_type 2
tcp-request inspect-delay 5s
tcp-request content accept if clienthello
tcp-response inspect-delay 5s
tcp-response content accept if serverhello
stick on req.payload_lv(43,1) if clienthello
stick store-response res.payload_lv(43,1) if serverhello`,
} as const;

reportHaproxy();

describe.skipIf(!hasHaproxy).concurrent('HAProxy chooses as the engine does', () => {
  it.each([1, 2, 3])('mode tcp: the connection decides %i', (seed) =>
    compare({
      port: port(),
      steps: mixedTraffic(seed),
      mode: 'tcp',
      keepsConnection: true,
      persistence: { id: 'connection', idleMs: 3_600_000 },
    }),
  );

  it.each([1, 2])('stick on the TLS 1.2 session id %i', (seed) =>
    compare({
      port: port(),
      steps: mixedTraffic(seed),
      ...stickOnTls,
      application: { tls: 'TLSv1.2' },
      persistence: { id: 'tls-session-id' },
    }),
  );

  it.each([1, 2])('the same with tickets: who finds their own server by luck stays %i', (seed) =>
    compare({
      port: port(),
      // A server that is started again has new ticket keys; in the engine it goes on reading its old tickets.
      steps: mixedTraffic(seed).filter((step) => !('act' in step && 'detected' in step.act)),
      ...stickOnTls,
      application: { tls: 'TLSv1.2', hasTickets: true },
      persistence: { id: 'tls-session-id', version: 'tls1.2-ticket' },
    }),
  );

  it('the same with TLS 1.3: nothing sticks', () =>
    compare({
      port: port(),
      steps: mixedTraffic(1),
      ...stickOnTls,
      application: { tls: 'TLSv1.3' },
      persistence: { id: 'tls-session-id', version: 'tls1.3' },
    }));
});
