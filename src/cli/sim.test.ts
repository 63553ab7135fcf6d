import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { BINDINGS, OUTCOMES } from '../engine/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'affinity-lab-'));
afterAll(() => rmSync(folder, { recursive: true }));

interface Ended {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The command as a shell would start it. */
function sim(...args: string[]): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(process.execPath, ['--import', 'tsx', 'src/cli/sim.ts', ...args], (error, stdout, stderr) => {
      resolve({ status: error === null ? 0 : Number(error.code), stdout, stderr });
    });
  });
}

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const scenario = {
  version: 1,
  seed: 7,
  people: [{ count: 24 }, { count: 12, network: 'office-nat' }],
  servers: [{ id: 's1' }, { id: 's2' }, { id: 's3' }, { id: 's4' }],
  loadBalancer: { persistence: { id: 'inserted-cookie' } },
  actions: [{ atMs: 30_000, do: 'kill', server: 's2' }],
};

describe('a run on the command line', () => {
  it('prints one JSON object and writes a line per finished request', async () => {
    const eventsPath = join(folder, 'events.ndjson');
    const { status, stdout, stderr } = await sim(file('a.json', JSON.stringify(scenario)), '--events', eventsPath);
    expect([status, stderr]).toEqual([0, '']);
    const report = JSON.parse(stdout);
    expect(Object.keys(report.outcomes)).toEqual(OUTCOMES);
    expect(report.perServer.map(({ id }: { id: string }) => id)).toEqual(['s1', 's2', 's3', 's4']);
    expect(report).toMatchObject({ atMs: 120_000, latencyMs: { p50: expect.any(Number) } });
    expect(report.digest).toMatch(/^[0-9a-f]{16}$/);

    const events = readFileSync(eventsPath, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(events.length).toBe(report.requests - report.inFlight);
    const fields = ['request', 'atMs', 'person', 'address', 'server', 'status', 'outcome', 'binding', 'latencyMs'];
    for (const event of events) {
      expect(Object.keys(event)).toEqual(fields);
      expect(BINDINGS).toContain(event.binding);
    }
  });

  it('replays recorded traffic in place of people, and says what it could not read', async () => {
    const line = (atMs: number, person: string) =>
      JSON.stringify({ atMs, person, address: '203.0.113.7', url: '/cart' });
    const requests = file('requests.ndjson', [line(0, 'p1'), 'garbage', line(40_000, 'p2')].join('\n'));
    const actions = [{ atMs: 1000, do: 'setLoad', people: 3 }];
    const path = file('b.json', JSON.stringify({ ...scenario, actions }));
    const { status, stdout, stderr } = await sim(path, '--requests', requests);
    expect(status).toBe(0);
    const [unreadable, passedOver, ...more] = stderr.trimEnd().split('\n');
    expect(unreadable).toContain("1 of 3 lines can't be read; the first: line 2: ");
    expect(passedOver).toBe("note: the traffic is recorded; 1 of the scenario's actions (on people) are passed over");
    expect(more).toEqual([]);
    expect(JSON.parse(stdout)).toMatchObject({
      atMs: 100_000,
      requests: 2,
      requestsFile: { kind: 'ndjson', lines: 3, parsed: 2, unparsable: { count: 1, lines: [2] }, people: 2 },
    });
  });

  it.each([
    ['no-such-file.json', 'no-such-file.json: no such file or folder'],
    [file('cut.json', '{ "version": 1,'), 'cut.json: line 1, column 16: the JSON ends in the middle'],
    ['--unknown', '--unknown: unknown flag'],
  ])('that can not be made ends with status 2 and one line: %s', async (argument, problem) => {
    const { status, stdout, stderr } = await sim(argument);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain(problem);
    expect(stderr.trimEnd()).not.toContain('\n');
  });

  it('lists what there is on each axis', async () => {
    const { stdout } = await sim('--list', '--json');
    const list = JSON.parse(stdout);
    expect(Object.keys(list)).toEqual([
      'balancing',
      'persistence',
      'sessionState',
      'strategies',
      'profiles',
      'behaviours',
      'networks',
      'arrangements',
      'measures',
      'lossCauses',
    ]);
    expect(list.balancing[0]).toMatchObject({ id: expect.any(String), options: expect.any(Object) });
    expect(list.networks.map(({ id }: { id: string }) => id)).toContain('carrier-nat');
    for (const { about } of [...list.behaviours, ...list.networks]) expect(about.source).toMatch(/\w/);
  });
});
