/** What Debian's nginx can of persistence, held against nginx itself. */
import { afterAll, describe, expect, it } from 'vitest';
import { portsFrom } from './cases.ts';
import { compare, comparedSoFar } from './compare.ts';
import { hasNginx, nginxVersion, testNginx } from './nginx.ts';
import { mixedTraffic, type Step } from './script.ts';

if (!hasNginx) console.warn('SKIPPED: no /usr/sbin/nginx here (apt-get install nginx)');

const port = portsFrom(20_500);

/** nginx finds out about servers by failing requests, which is not what the engine's load balancer does. */
const withoutFaults = (steps: readonly Step[]): Step[] =>
  steps.filter((step) => !('act' in step) || step.act.do === 'restartBalancer');

const upstreams = (ports: readonly number[]): string => {
  const each = ports.map((at, index) => `upstream s${index + 1} { server 127.0.0.1:${at}; }`);
  return [...each, `upstream all { ${ports.map((at) => `server 127.0.0.1:${at};`).join(' ')} }`].join('\n');
};

const routes = 'default all; ~\\.s1$ s1; ~\\.s2$ s2; ~\\.s3$ s3; ~\\.s4$ s4;';

describe.skipIf(!hasNginx)('nginx', () => {
  afterAll(() => {
    const { requests, differences } = comparedSoFar();
    console.log(`${nginxVersion()}: ${requests} requests compared, ${differences} differences`);
  });

  it.each([1, 2, 3])('follows the route behind the session id as the engine does %i', (seed) =>
    compare({
      port: port(),
      steps: withoutFaults(mixedTraffic(seed)),
      nginx: (ports) => `${upstreams(ports)}\nmap $cookie_jsessionid $target { ${routes} }`,
      application: { write: (id, server) => `${id}.${server}` },
      markIn: (line) => /^JSESSIONID=[^;]*\.([^;.]*)/.exec(line)?.[1] ?? '',
      persistence: { id: 'route-suffix' },
    }),
  );

  it.each([1, 2, 3])('follows the route in the URL as the engine does, cookies blocked %i', (seed) =>
    compare({
      port: port(),
      steps: withoutFaults(mixedTraffic(seed, () => ({ cookies: false }))),
      nginx: (ports) => `${upstreams(ports)}\nmap $request_uri $target { ${routes} }`,
      application: { write: (id, server) => `${id}.${server}`, isInLinks: true },
      persistence: { id: 'url-parameter' },
    }),
  );

  it('before 1.29.6 does not know `sticky`', () => {
    const isOld = /nginx\/1\.(?:\d|1\d|2[0-8])\./.test(nginxVersion());
    const said = testNginx(
      'upstream u { server 127.0.0.1:18098; sticky cookie srv_id; }\nmap $uri $target { default u; }',
    );
    expect(said.includes('unknown directive "sticky"')).toBe(isOld);
  });
});
