/** What each product writes on both sides, byte for byte where it was measured or read. */
import { describe, expect, it } from 'vitest';
import { play } from '../../testing/play.ts';
import { serverSpec } from '../../testing/scenarioOf.ts';
import { profiles } from '../registry.ts';
import type { Failure } from './contract.ts';

const FAILURES: readonly Failure[] = ['refused', 'connectTimedOut', 'reset', 'noServer', 'answerTimedOut'];
const headers = { host: 'shop.example', Cookie: 'a=b' };

/** Second request of somebody who is bound by the product's cookie, and the one after the server's death. */
function wiresBehind(profile: string, persistence = 'inserted-cookie') {
  const options = profiles.find(({ id }) => id === profile)!.options[persistence] ?? {};
  const chosen = Object.fromEntries(Object.entries(options).map(([name, { value }]) => [name, value]));
  const { history } = play(
    { persistence: { ...chosen, id: persistence }, loadBalancer: { profile, retries: 0 }, servers: [serverSpec(1)] },
    [
      { atMs: 0, person: 'p1', headers },
      { atMs: 1000, person: 'p1', headers, url: '/cart' },
      { atMs: 2000, do: 'kill', server: 's1' },
      { atMs: 3000, person: 'p1', headers },
    ],
  );
  return [1, 2, 3].map((request) => history.explain(request)!.wire);
}

const setCookies = (message: string | null): string[] =>
  message!.split('\r\n').flatMap((line) => (/^set-cookie: (?!sid|JSESSIONID)/i.test(line) ? [line.slice(12)] : []));

describe.each(profiles.map(({ id, http, answers }) => ({ id, http, answers: answers.value })))(
  '$id',
  ({ id, http, answers }) => {
    it.each(FAILURES)('answers %s with the status it counts, and as long a body as it says', (why) => {
      const page = http.page(why, 'Thu, 01 Jan 2026 00:00:00 GMT');
      if (id === 'kubernetes') return expect(page).toBeNull();
      const status = why === 'answerTimedOut' ? 504 : answers[why];
      expect(page!.head[0]).toMatch(new RegExp(`^HTTP/1\\.1 ${status} [A-Z]`));
      const length = page!.head.find((line) => /^content-length:/i.test(line));
      expect(Number(length?.split(' ')[1])).toBe(page!.body.length);
    });
  },
);

describe('nginx', () => {
  it('calls its upstream’s name as the host, and leaves the rest as it came', () => {
    const [, second] = wiresBehind('nginx');
    const lines = second!.balancerToServer!.split('\r\n');
    expect(lines.slice(0, 2)).toEqual(['GET /cart HTTP/1.1', 'Host: app']);
    expect(second!.balancerToServer).not.toMatch(/shop\.example|\nhost:|Connection/);
    expect(second!.balancerToServer).toMatch(/\r\nCookie: .*SRV=[0-9a-f]{32}/);
  });

  it('names a server by the MD5 of its address and port (measured), with each answer', () => {
    const [first, second] = wiresBehind('nginx');
    // md5sum of 10.0.0.11:8080
    const cookie = 'SRV=3fa9a8ccac67ea9d9aca6123ed2a6c5a; path=/';
    expect(setCookies(second!.balancerToClient)).toEqual(setCookies(first!.balancerToClient));
    expect(setCookies(first!.balancerToClient)).toEqual([cookie]);
  });

  it('has a page of 157 bytes for 502 (measured)', () => {
    expect(wiresBehind('nginx')[2]!.balancerToClient).toMatch(
      /^HTTP\/1\.1 502 Bad Gateway\r\nServer: nginx\/\S+\r\nDate: .*GMT\r\nContent-Type: text\/html\r\nContent-Length: 157\r\nConnection: keep-alive\r\n\r\n<html>\r\n/,
    );
  });
});

describe('Envoy', () => {
  it('puts the address into its cookie, readable for anybody, and lets the server see it', () => {
    const [first, second] = wiresBehind('envoy');
    const [cookie] = setCookies(first!.balancerToClient);
    const [, value] = /^SRV="(.*)"; Path=\/; HttpOnly$/.exec(cookie!)!;
    expect(Buffer.from(value!, 'base64').toString('latin1')).toBe('\n\x0e10.0.0.11:8080');
    expect(setCookies(second!.balancerToClient)).toEqual([]);
    expect(second!.balancerToServer).toContain(`SRV="${value}"`);
    expect(second!.balancerToServer).toMatch(/\r\nx-envoy-expected-rq-timeout-ms: 50000\r\n/);
    expect(second!.balancerToClient).toMatch(/\r\nx-envoy-upstream-service-time: \d+\r\n/);
  });

  it('says on what it failed, in plain text', () => {
    expect(wiresBehind('envoy')[2]!.balancerToClient).toMatch(
      /^HTTP\/1\.1 503 Service Unavailable\r\ncontent-length: \d+\r\ncontent-type: text\/plain\r\n.*\r\nserver: envoy\r\n\r\nupstream connect error/,
    );
  });
});

describe('an ALB', () => {
  it('sets two cookies with one value that nobody can read, for a week, with each answer', () => {
    const [first, second] = wiresBehind('aws-alb');
    const [own, cors, ...more] = setCookies(first!.balancerToClient);
    expect(more).toEqual([]);
    expect(own).toMatch(/^AWSALB=[\w+/]{128}; Expires=Thu, 08 Jan 2026 00:00:00 GMT; Path=\/$/);
    expect(cors).toBe(`${own!.replace('AWSALB', 'AWSALBCORS')}; SameSite=None; Secure`);
    expect(setCookies(second!.balancerToClient)).toHaveLength(2);
    const value = own!.slice(7, 135);
    for (const message of [second!.clientToBalancer, second!.balancerToServer]) {
      expect(message).toContain(`AWSALB=${value}; AWSALBCORS=${value}`);
    }
  });

  it('has pages of its own (published captures: 122 and 162 bytes)', () => {
    expect(wiresBehind('aws-alb')[2]!.balancerToClient).toMatch(
      /Server: awselb\/2\.0\r\n[\s\S]*Content-Length: 122\r\n/,
    );
    expect(profiles.find(({ id }) => id === 'aws-alb')!.http.page('noServer', '')!.body).toHaveLength(162);
  });
});

describe('Traefik', () => {
  it('names a server by a hash of its URL, and tells the server who asked', () => {
    const [first, second] = wiresBehind('traefik');
    // printf http://10.0.0.11:8080 | sha256sum
    expect(setCookies(first!.balancerToClient)).toEqual(['SRV=3abb336021d0fdb1; Path=/']);
    expect(second!.balancerToServer).toMatch(/\r\nCookie: .*\r\nX-Forwarded-For: 203\.0\.113\.1\r\n/);
    expect(wiresBehind('traefik')[2]!.balancerToClient).toMatch(/ 502 Bad Gateway\r\n[\s\S]*\r\n\r\nBad Gateway$/);
  });
});

describe('below HTTP', () => {
  it('a request is passed on as it came, and there is no page', () => {
    for (const wires of [wiresBehind('kubernetes', 'source-ip-stick-table'), wiresBehind('haproxy', 'connection')]) {
      expect(wires[1]!.balancerToServer).toBe(wires[1]!.clientToBalancer);
      expect(wires[2]!.balancerToClient).toBeNull();
    }
  });
});

it('HAProxy takes its cookie out of what the server gets', () => {
  expect(wiresBehind('haproxy')[1]!.clientToBalancer).toContain('SRV=s1');
  expect(wiresBehind('haproxy')[1]!.balancerToServer).not.toContain('SRV');
});
