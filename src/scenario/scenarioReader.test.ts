import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Scenario } from '../engine/index.ts';
import { scenarioReader } from './scenarioReader.ts';

const says = 'for this test';
const source = 'nowhere';
/** Stand-ins: what is tested here is the reading, whatever modules there are. */
const readScenario = scenarioReader({
  balancings: [
    { id: 'round-robin', options: {} },
    { id: 'least-connections', options: {} },
    {
      id: 'consistent-hash',
      options: {
        key: { kind: 'choice', values: ['address', 'url'], default: 'address', says, source },
        points: { kind: 'count', default: 100, min: 1, max: 1000, says, source },
      },
    },
  ],
  persistences: [
    { id: 'none', options: {} },
    {
      id: 'inserted-cookie',
      options: {
        name: { kind: 'text', default: 'SRV', pattern: '[A-Z]+', expects: 'capital letters', says, source },
        maxIdleMs: { kind: 'duration', defaultMs: 0, minMs: 0, maxMs: 1000, says, source },
        httpOnly: { kind: 'flag', default: true, says, source },
      },
    },
  ],
  sessionStates: [{ id: 'server-memory', options: {} }],
});

const FROM_THE_README = `{ "version": 1, "title": "A cart and a crash", "seed": 7,
  "people": [ { "count": 24, "behaviour": "shopper", "network": "home" }, { "count": 12, "behaviour": "shopper", "network": "office-nat" } ],
  "servers": [ { "id": "s1", "weight": 1, "address": "10.0.0.11:8080" }, { "id": "s2" }, { "id": "s3" }, { "id": "s4" } ],
  "loadBalancer": { "balancing": { "id": "round-robin" }, "persistence": { "id": "inserted-cookie" } },
  "sessionState": { "id": "server-memory" },
  "actions": [ { "atMs": 30000, "do": "kill", "server": "s2" } ] }`;

const smallest = { version: 1, people: [{ count: 1 }], servers: [{ id: 's1' }, { id: 's2' }] };
const reading = (file: unknown) => readScenario(JSON.stringify(file));

function scenarioOf(file: unknown): Scenario {
  const result = reading(file);
  if (!result.ok) throw new Error(result.problem);
  return result.scenario;
}

function problemOf(file: unknown): string {
  const result = typeof file === 'string' ? readScenario(file) : reading(file);
  return result.ok ? 'none' : result.problem;
}

describe('a scenario file', () => {
  it('is read as it stands in the issue', () => {
    const result = readScenario(FROM_THE_README);
    expect(result).toMatchObject({ ok: true, scenario: { title: 'A cart and a crash', seed: 7, durationMs: 120_000 } });
  });

  it('may leave out all that has a default', () => {
    expect(scenarioOf(smallest)).toEqual({
      version: 1,
      title: 'Untitled',
      seed: 1,
      durationMs: 120_000,
      people: [{ count: 1, behaviour: 'shopper', network: 'home', cookies: 'allowed' }],
      servers: [
        { id: 's1', weight: 1, address: '10.0.0.11:8080', workers: 4, queueSlots: 100 },
        { id: 's2', weight: 1, address: '10.0.0.12:8080', workers: 4, queueSlots: 100 },
      ],
      loadBalancer: {
        profile: 'haproxy',
        balancing: { id: 'round-robin' },
        persistence: { id: 'none' },
        healthCheck: { intervalMs: 2_000, fall: 3, rise: 2 },
        detection: 'active',
        passive: { maxFails: 1, failTimeoutMs: 10_000 },
        retries: 3,
        retryOn: 'same-server',
        redispatch: false,
        connectTimeoutMs: 5_000,
        serverTimeoutMs: 50_000,
        slowStartMs: 0,
        keepAliveMs: 50_000,
        balancers: 1,
        arrangement: 'active-standby',
        peers: false,
      },
      sessionState: { id: 'server-memory' },
      workload: {
        thinkMs: 10_000,
        visitRequests: 8,
        serviceMs: { median: 20, p99: 150 },
        distanceMs: 0,
        rotatesAtSignIn: true,
      },
      actions: [],
    });
  });

  it('reads back to the same scenario', () => {
    const once = scenarioOf(JSON.parse(FROM_THE_README));
    expect(scenarioOf(once)).toEqual(once);
  });

  it('keeps actions of one moment in the order of the file, and sorts the rest by time', () => {
    const actions = [
      { atMs: 20, do: 'restart', server: 's1' },
      { atMs: 10, do: 'kill', server: 's2' },
      { atMs: 10, do: 'kill', server: 's1' },
    ];
    expect(scenarioOf({ ...smallest, actions }).actions).toEqual([actions[1], actions[2], actions[0]]);
  });

  it('reads what clients do, a restart of the load balancer, and whether it is told of a death', () => {
    const actions = [
      { atMs: 1, do: 'kill', server: 's1', detected: true },
      ...(['blockCookies', 'allowCookies', 'clearCookies', 'reconnect'] as const).map((name, n) => ({
        ...{ atMs: 2 + n, do: name, person: 'ada' },
      })),
      { atMs: 9, do: 'restartBalancer' },
    ];
    expect(scenarioOf({ ...smallest, actions }).actions).toEqual(actions);
    expect(scenarioOf({ ...smallest, loadBalancer: { peers: true } }).loadBalancer.peers).toBe(true);
  });

  it('reads faults short of death, and what administrators do', () => {
    const actions = [
      { atMs: 1, do: 'slowDown', server: 's1', factor: 3 },
      { atMs: 2, do: 'hang', server: 's1' },
      { atMs: 3, do: 'cutLink', a: 's1', b: 'load-balancer' },
      { atMs: 4, do: 'maintenance', server: 's1' },
      { atMs: 5, do: 'setWeight', server: 's1', weight: 0 },
      { atMs: 6, do: 'flap', server: 's1', periodMs: 1000, times: 2 },
      { atMs: 7, do: 'rollingDeploy', drainMs: 0, pauseMs: 100 },
      { atMs: 7, do: 'surge', people: 90, forMs: 5000 },
      { atMs: 8, do: 'scaleOut', count: 2 },
      // The second of the two that were added, named as the engine will name it.
      { atMs: 9, do: 'kill', server: 's4' },
      { atMs: 10, do: 'scaleIn', count: 3 },
    ];
    expect(scenarioOf({ ...smallest, actions }).actions).toEqual(actions);
  });

  it('gives a server that is added the next free address', () => {
    const servers = [{ id: 's1' }, { id: 's2', address: '10.0.0.13:8080' }];
    const actions = [
      { atMs: 5, do: 'addServer', server: { id: 's3' } },
      { atMs: 6, do: 'kill', server: 's3' },
    ];
    const scenario = scenarioOf({ ...smallest, servers, actions });
    expect(scenario.actions[0]).toMatchObject({ server: { id: 's3', address: '10.0.0.14:8080', workers: 4 } });
  });

  it('gives a thousand servers a thousand valid addresses', () => {
    const servers = Array.from({ length: 1000 }, (_, index) => ({ id: `s${index}` }));
    const addresses = scenarioOf({ ...smallest, servers }).servers.map((server) => server.address);
    expect(new Set(addresses).size).toBe(1000);
    expect(addresses[999]).toBe('10.0.4.210:8080');
  });

  it('hands options on as they were given', () => {
    const balancing = { id: 'consistent-hash', key: 'url' };
    expect(scenarioOf({ ...smallest, loadBalancer: { balancing } }).loadBalancer.balancing).toEqual(balancing);
  });
});

describe('what is wrong with a file is said with its field', () => {
  const withLoadBalancer = (loadBalancer: unknown) => ({ ...smallest, loadBalancer });
  const withActions = (...actions: unknown[]) => ({ ...smallest, actions });

  it.each([
    [{ ...smallest, servers: [{ id: 'a' }, { id: 'b' }, { id: 'c', weight: -1 }] }, 'servers[2].weight: -1 is below 0'],
    [{ ...smallest, servers: [{ id: 'a', weight: 257 }] }, 'servers[0].weight: 257 is above 256'],
    [{ ...smallest, servers: [{ id: 'a', weight: '1' }] }, 'servers[0].weight: "1" is not a whole number'],
    [{ ...smallest, servers: [{ id: 'a', weight: 1.5 }] }, 'servers[0].weight: 1.5 is not a whole number'],
    [{ ...smallest, servers: [{ weight: 1 }] }, 'servers[0].id: is missing; it is a name of at most 64 letters'],
    [{ ...smallest, servers: [{ id: 's 1' }] }, 'servers[0].id: "s 1" is not a name'],
    [{ ...smallest, servers: [{ id: 'a' }, { id: 'a' }] }, 'servers[1].id: "a" is taken by an earlier server'],
    [
      { ...smallest, servers: [{ id: 'a', wieght: 2 }] },
      'servers[0].wieght: is not a field here; did you mean "weight"?',
    ],
    [{ ...smallest, servers: [{ id: 'a', address: 'here' }] }, 'servers[0].address: "here" is not an address like'],
    [{ ...smallest, servers: [] }, 'servers: needs at least 1 of the servers'],
    [{ ...smallest, servers: { id: 'a' } }, 'servers: an object is not a list'],
    [{ ...smallest, servers: Array(1001).fill({ id: 'a' }) }, 'servers: has 1001 servers; the most is 1000'],
    [{ version: 1, servers: [{ id: 'a' }] }, 'people: is missing; it is a list'],
    [{ ...smallest, people: [{ count: 60_000 }, { count: 60_000 }] }, 'people: 120000 in all; the most is 100000'],
    [
      { ...smallest, people: [{ count: 1, network: 'hom' }] },
      'people[0].network: "hom" is not a network; did you mean "home"?',
    ],
    [
      { ...smallest, actions: [{ atMs: 1, do: 'stealCookie', from: 'ada', by: 'Mr. X' }] },
      'actions[0].by: "Mr. X" is not the name of an attacker, such as mallory',
    ],
    [
      { ...smallest, actions: [{ atMs: 1, do: 'stealCookie' }] },
      'actions[0].from: is missing; it is the id of a person',
    ],
    [
      { ...smallest, actions: [{ atMs: 1, do: 'skewClock', server: 's1', skewMs: 1e9 }] },
      'actions[0].skewMs: 1000000000 is above 86400000',
    ],
    [
      { ...smallest, actions: [{ atMs: 1, do: 'forgeCookie', server: 's9' }] },
      'actions[0].server: "s9" is no server at 1 ms',
    ],
    [{ ...smallest, actions: [{ atMs: 1, do: 'addDevice', person: 'ada', network: 'mobil' }] }, 'actions[0].network: '],
    [{ ...smallest, workload: { rotatesAtSignIn: 1 } }, 'workload.rotatesAtSignIn: 1 is not true or false'],
    [
      { ...smallest, people: [{ count: 1, behaviour: 'bankr' }] },
      'people[0].behaviour: "bankr" is not a behaviour; did you mean "banker"?',
    ],
    [
      { ...smallest, people: [{ count: 1, cookies: 'no' }] },
      'people[0].cookies: "no" is not what a client does with cookies (allowed, blocked)',
    ],
    [{ ...smallest, peple: [] }, 'peple: is not a field here; did you mean "people"?'],
    [{ ...smallest, version: 2 }, 'version: 2 is newer than this lab knows (1)'],
    [{ ...smallest, version: '1' }, 'version: "1" is not a version; it is 1'],
    [{ ...smallest, version: undefined }, 'version: is missing; it is 1'],
    [{ ...smallest, version: 0 }, 'version: 0 is below 1'],
    [{ ...smallest, seed: -1 }, 'seed: -1 is below 0'],
    [{ ...smallest, title: 'two\nlines' }, 'title: "two\\nlines" is not a line'],
    [{ ...smallest, workload: { serviceMs: { median: 200 } } }, 'workload.serviceMs: p99 (150) is below median (200)'],
    [
      withLoadBalancer({ balancing: { id: 'rond-robin' } }),
      'loadBalancer.balancing.id: "rond-robin" is not a balancing; did you mean "round-robin"? (round-robin, least-connections, consistent-hash)',
    ],
    [withLoadBalancer({ balancing: {} }), 'loadBalancer.balancing.id: is missing; it is a balancing (round-robin,'],
    [withLoadBalancer({ balancing: 'round-robin' }), 'loadBalancer.balancing: "round-robin" is not an object'],
    [
      withLoadBalancer({ balancing: { id: 'round-robin', key: 'url' } }),
      'loadBalancer.balancing.key: is not a field here (id)',
    ],
    [
      withLoadBalancer({ balancing: { id: 'consistent-hash', key: 'uri' } }),
      'loadBalancer.balancing.key: "uri" is not one of these; did you mean "url"? (address, url)',
    ],
    [
      withLoadBalancer({ balancing: { id: 'consistent-hash', points: 0 } }),
      'loadBalancer.balancing.points: 0 is below 1',
    ],
    [
      withLoadBalancer({ persistence: { id: 'inserted-cookie', name: 'srv' } }),
      'loadBalancer.persistence.name: "srv" is not capital letters',
    ],
    [
      withLoadBalancer({ persistence: { id: 'inserted-cookie', maxIdleMs: 1e9 } }),
      'loadBalancer.persistence.maxIdleMs: 1000000000 is above 1000',
    ],
    [
      withLoadBalancer({ persistence: { id: 'inserted-cookie', httpOnly: 'yes' } }),
      'loadBalancer.persistence.httpOnly: "yes" is not true or false',
    ],
    [withActions({ atMs: 1, do: 'kil', server: 's1' }), 'actions[0].do: "kil" is not an action; did you mean "kill"?'],
    [withActions({ atMs: 1, do: 'kill', server: 's9' }), 'actions[0].server: "s9" is no server at 1 ms'],
    [withActions({ do: 'kill', server: 's1' }), 'actions[0].atMs: is missing; it is a number'],
    [withActions({ atMs: 1, do: 'drain', server: 's1', detected: true }), 'actions[0].detected: is not a field here'],
    [withActions({ atMs: 1, do: 'clearCookies' }), 'actions[0].person: is missing; it is the id of a person'],
    [withActions({ atMs: -5, do: 'kill', server: 's1' }), 'actions[0].atMs: -5 is below 0'],
    [
      withActions({ atMs: 9, do: 'kill', server: 's2' }, { atMs: 2, do: 'removeServer', server: 's2' }),
      'actions[0].server: "s2" was removed before (s1)',
    ],
    [
      withActions({ atMs: 9, do: 'kill', server: 's3' }, { atMs: 10, do: 'addServer', server: { id: 's3' } }),
      'actions[0].server: "s3" is no server at 9 ms',
    ],
    [
      withActions({ atMs: 1, do: 'addServer', server: { id: 's1' } }),
      'actions[0].server.id: "s1" is taken by an earlier server',
    ],
    [withActions({ atMs: 1, do: 'slowDown', server: 's1', factor: 0 }), 'actions[0].factor: 0 is below 0.01'],
    [withActions({ atMs: 1, do: 'hang', server: 's9' }), 'actions[0].server: "s9" is no server at 1 ms'],
    [withActions({ atMs: 1, do: 'cutLink', a: 's9', b: 'store' }), 'actions[0].a: "s9" is no server at 1 ms'],
    [
      withActions({ atMs: 1, do: 'cutLink', a: 's1', b: 's1' }),
      'actions[0].b: a link joins two parts; "s1" is named twice',
    ],
    [
      withActions({ atMs: 1, do: 'cutLink', a: 'store', b: 'load-balancer' }),
      'actions[0].b: nothing passes between "store" and "load-balancer"',
    ],
    [withActions({ atMs: 1, do: 'killBalancer', balancer: 'lb2' }), 'actions[0].balancer: "lb2" is not there (lb1)'],
    [withActions({ atMs: 1, do: 'setWeight', server: 's1', weight: 257 }), 'actions[0].weight: 257 is above 256'],
    [
      withActions({ atMs: 1, do: 'flap', server: 's1', periodMs: 1000 }),
      'actions[0].times: is missing; it is a whole number',
    ],
    [withActions({ atMs: 1, do: 'rollingDeploy', drainMs: 1 }), 'actions[0].pauseMs: is missing; it is a number'],
    [withActions({ atMs: 1, do: 'scaleIn', count: 2 }), 'actions[0].count: 2 of 2 servers would leave none'],
    [withActions({ atMs: 1, do: 'scaleOut', count: 999 }), 'actions[0].count: makes 1001 servers; the most is 1000'],
    [withLoadBalancer({ profile: 'ngnix' }), 'loadBalancer.profile: "ngnix" is not a profile (haproxy, nginx, envoy'],
    [
      withLoadBalancer({ detection: 'maybe' }),
      'loadBalancer.detection: "maybe" is not a way to detect failures (active, passive, none)',
    ],
    [withLoadBalancer({ passive: { maxFails: 0 } }), 'loadBalancer.passive.maxFails: 0 is below 1'],
    [withLoadBalancer({ healthCheck: { timeoutMs: 0 } }), 'loadBalancer.healthCheck.timeoutMs: 0 is below 1'],
    [withActions({ atMs: 1, do: 'setLoad' }), 'actions[0]: sets neither people nor thinkMs'],
    [withActions(...Array(10_001).fill({})), 'actions: has 10001 actions; the most is 10000'],
    ['[]', 'a list is not a scenario; a scenario is an object'],
    ['null', 'null is not a scenario; a scenario is an object'],
    ['{ "version": 1, "__proto__": { "seed": 1 } }', '__proto__: is not a field here'],
    ['{ "version": 1, "constructor": 1 }', 'constructor: is not a field here'],
    [`{ "version": 1, "people": ${'['.repeat(50_000)}${']'.repeat(50_000)} }`, 'people[0]: a list is not an object'],
    ['{ "version": 1, "seed": 1e999 }', 'seed: Infinity is not a finite number'],
    ['{ "version": 1,\n  "people": [', 'line 2, column 14: the JSON ends in the middle'],
    ['x'.repeat(16_000_001), '16000001 characters are no scenario; the most is 16000000'],
  ])('%#', (file, problem) => {
    const found = problemOf(file);
    expect(found.slice(0, problem.length)).toBe(problem);
    expect(found).not.toContain('\n');
  });
});

describe('whatever is in a file', () => {
  it('reading it never throws, and a problem is one line', () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string()), (text) => {
        const result = readScenario(text);
        expect(result.ok || !/[\n\r]/.test(result.problem)).toBe(true);
      }),
    );
  });

  it('one wrong value anywhere in a good file is one line too', () => {
    const good = JSON.stringify(scenarioOf(JSON.parse(FROM_THE_README)));
    const places = [...good.matchAll(/:/g)].map((match) => match.index);
    fc.assert(
      fc.property(fc.constantFrom(...places), fc.json({ maxDepth: 2 }), (at, value) => {
        const broken = `${good.slice(0, at + 1)}${value}${good.slice(at + 1).replace(/^("[^"]*"|[\w.]+)/, '')}`;
        const result = readScenario(broken);
        expect(result.ok || !/[\n\r]/.test(result.problem)).toBe(true);
      }),
    );
  });
});
