/** What the real ones write, byte for byte: their error pages, and what they make of a request and an answer. */
import { type AddressInfo, createServer, type Server } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { haproxyHttp } from '../../src/engine/profiles/http/haproxy.ts';
import { nginxHttp } from '../../src/engine/profiles/http/nginx.ts';
import { exchange } from './client.ts';
import { hasHaproxy, startHaproxy } from './haproxy.ts';
import { hasNginx, startNginx } from './nginx.ts';
import { freePort } from './process.ts';

const REQUEST = ['GET /cart HTTP/1.1', 'Host: shop.example', 'User-Agent: AffinityLab/1.0', 'Cookie: sid=1; SRV=s1'];
const ANSWER = ['HTTP/1.1 200 OK', 'Date: Thu, 01 Jan 2026 00:00:00 GMT', 'Set-Cookie: sid=1; Path=/; HttpOnly'];
const BODY = ['Content-Type: text/html; charset=utf-8', 'Content-Length: 0'];

/** A server that keeps what it is sent, and one port where nobody listens. */
let server: Server;
let address = '';
let nobody = '';
let seen = '';

beforeAll(async () => {
  server = createServer((socket) => {
    socket.setEncoding('latin1');
    socket.on('data', (part: string) => {
      seen = part;
      socket.end(`${[...ANSWER, ...BODY].join('\r\n')}\r\n\r\n`);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  nobody = `127.0.0.1:${await freePort()}`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

const tell = (port: number): Promise<string> =>
  exchange(port, `PROXY TCP4 203.0.113.1 127.0.0.1 40000 80\r\n${REQUEST.join('\r\n')}\r\nConnection: close\r\n\r\n`);

const linesOf = (message: string): string[] => message.slice(0, message.indexOf('\r\n\r\n')).split('\r\n');
const bodyOf = (message: string): string => message.slice(message.indexOf('\r\n\r\n') + 4);
const FACTS = { address: '203.0.113.1', nowS: 0, serverTimeoutMs: 60_000, id: '' };

describe.runIf(hasNginx)('nginx 1.22', () => {
  /** Of another version, on a connection that is closed, and with a header that the tests add. */
  const asOurs = (text: string): string =>
    text
      .replaceAll('nginx/1.22.1', 'nginx/1.31.0')
      .replace(/\r\nConnection: close/i, '\r\nConnection: keep-alive')
      .replace(/\r\nX-Tried: .*/, '')
      .replace(/\r\nDate: .*/, '\r\nDate: D');

  it('has the page that the lab shows', async () => {
    const proxy = await startNginx([`server ${nobody};`]);
    const answer = asOurs(await tell(proxy.port));
    await proxy.stop();
    const page = nginxHttp.page('refused', 'D');
    expect(linesOf(answer)).toEqual(page?.head);
    expect(bodyOf(answer)).toBe(page?.body);
  });

  it('writes request and answer as the lab does', async () => {
    const proxy = await startNginx([`server ${address};`]);
    const answer = asOurs(await tell(proxy.port));
    await proxy.stop();
    // Since 1.29.7 it is HTTP/1.1 and no `Connection`; the upstream of the tests is called b.
    const sent = linesOf(seen).filter((line) => line !== 'Connection: close');
    expect(sent.map((line) => line.replace('HTTP/1.0', 'HTTP/1.1').replace('Host: b', 'Host: app'))).toEqual(
      nginxHttp.request(REQUEST, FACTS),
    );
    expect(linesOf(answer)).toEqual(
      nginxHttp.answer(
        [...ANSWER, ...BODY].map((line) => line.replace(/^Date: .*/, 'Date: D')),
        [],
        0,
      ),
    );
  });
});

describe.runIf(hasHaproxy)('HAProxy 2.6', () => {
  const asOurs = (text: string): string => text.replace(/\r\nconnection: close/i, '');

  it('has the page that the lab shows', async () => {
    const proxy = await startHaproxy('retries 0', [nobody]);
    const answer = asOurs(await tell(proxy.port));
    await proxy.stop();
    const page = haproxyHttp.page('refused', 'D');
    expect(linesOf(answer)).toEqual(page?.head);
    expect(bodyOf(answer)).toBe(page?.body);
  });

  it('writes request and answer as the lab does', async () => {
    const proxy = await startHaproxy('balance roundrobin', [address]);
    const answer = asOurs(await tell(proxy.port));
    await proxy.stop();
    expect(linesOf(seen).filter((line) => line !== 'connection: close')).toEqual(haproxyHttp.request(REQUEST, FACTS));
    expect(linesOf(answer)).toEqual(haproxyHttp.answer([...ANSWER, ...BODY], [], 0));
  });
});
