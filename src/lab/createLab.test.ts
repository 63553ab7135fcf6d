import { describe, expect, it, vi } from 'vitest';
import type { EngineClient } from '../worker/client.ts';
import { EngineProblem } from '../worker/client.ts';
import { createHost } from '../worker/host.ts';
import { createLab, type Lab } from './createLab.ts';
import { actionsOf, offersOn } from './offers.ts';
import { openingScenario } from './openingScenario.ts';
import { branchName } from './timeText.ts';

vi.stubGlobal('requestAnimationFrame', () => 0);
vi.stubGlobal('cancelAnimationFrame', () => undefined);

let lastId = 0;
function clientOver(host = createHost()): EngineClient {
  return {
    async send(body) {
      lastId += 1;
      const update = host.handle({ ...body, id: lastId });
      if (update.type === 'failed') throw new EngineProblem(update.message, false);
      return update;
    },
    onRestart: () => undefined,
    close: () => undefined,
  };
}

async function opened(client = clientOver()): Promise<Lab> {
  const lab = createLab(openingScenario, client);
  lab.start();
  await vi.waitFor(() => expect(lab.store.getState().snapshot).not.toBeNull());
  return lab;
}

describe('a lab in time', () => {
  it('shows nothing of the future after it was gone back', async () => {
    const lab = await opened();
    await lab.act({ do: 'kill', server: 's3' });
    await lab.seek(40_000);
    expect(lab.store.getState().record.outages[0]?.detectedAtMs).toBeGreaterThan(20_000);
    expect(lab.store.getState().record.harm.length).toBeGreaterThan(0);
    await lab.jumpTo(20_000, 'before');
    const { record, known, snapshot, explanation } = lab.store.getState();
    expect(record.outages).toEqual([]);
    expect(record.happenings).toEqual([]);
    expect(record.harm).toEqual([]);
    expect(explanation).toBeNull();
    expect(snapshot?.harm.sessionsLost).toBe(0);
    // The timeline may show what was computed already.
    expect(known.reachedMs).toBe(40_000);
    expect(known.marked[0]).toMatchObject({ kind: 'action', what: 'killed' });
    await lab.seek(40_000);
    expect(lab.store.getState().record.outages).toHaveLength(1);
    lab.close();
  });

  it('goes only to the newest of the moments that were asked for', async () => {
    const host = createHost();
    let seeks = 0;
    const lab = await opened(
      clientOver({
        handle(command) {
          if (command.type === 'seek') seeks += 1;
          return host.handle(command);
        },
      }),
    );
    await Promise.all([21_000, 22_000, 23_000, 24_000, 25_000].map((ms) => lab.seek(ms)));
    expect(lab.playback.read().atMs).toBe(25_000);
    expect(seeks).toBeLessThan(3);
    lab.close();
  });

  it('compares a drain with the kill that was stepped back from', async () => {
    const lab = await opened();
    await lab.act({ do: 'kill', server: 's3' });
    await lab.seek(60_000);
    const lost = lab.store.getState().snapshot?.harm.sessionsLost;
    await lab.jumpTo(20_000, 'before');
    await lab.act({ do: 'drain', server: 's3' });
    await lab.seek(60_000);
    const { course } = lab.store.getState();
    expect(course.branches.map((branch) => branchName(branch, course, lab.store.getState()))).toEqual([
      'kill s3 at 20.0 s',
      'drain s3 at 20.0 s',
    ]);
    const compared = await lab.compareBranches();
    expect(compared?.branches.map(({ sessionsLost }) => sessionsLost)).toEqual([lost, 0]);
    await lab.takeBranch(1);
    expect(lab.playback.read().atMs).toBe(60_000);
    expect(lab.store.getState().snapshot?.harm.sessionsLost).toBe(lost);
    lab.close();
  });

  it('undoes the last action at the same moment, and says so', async () => {
    const lab = await opened();
    await lab.undo();
    expect(lab.store.getState().notice?.text).toContain('Nothing to undo');
    await lab.act({ do: 'kill', server: 's3' });
    await lab.seek(50_000);
    expect(lab.store.getState().record.outages).toHaveLength(1);
    await lab.undo();
    expect(lab.store.getState().notice?.text).toContain('Undone: kill s3 at 20.0 s.');
    expect(lab.playback.read().atMs).toBe(50_000);
    expect(lab.store.getState().record.outages).toEqual([]);
    expect(lab.store.getState().known.marked).toEqual([]);
    await lab.redo();
    expect(lab.store.getState().record.outages).toHaveLength(1);
    lab.close();
  });

  it('undoes what was done to several in one step, but for what was refused', async () => {
    const lab = await opened();
    await lab.act({ do: 'kill', server: 's1' });
    const kill = (server: string) => ({ do: 'kill', server }) as const;
    await lab.actAll(['s1', 's2', 's3'].map(kill));
    const down = () => lab.store.getState().snapshot?.servers.filter(({ process }) => process === 'dead').length;
    expect(down()).toBe(3);
    await lab.undo();
    expect(lab.store.getState().notice?.text).toContain('Undone: kill s2 at 20.0 s, and 1 more.');
    expect(down()).toBe(1);
    await lab.redo();
    expect(down()).toBe(3);
    await lab.undo();
    await lab.undo();
    expect(down()).toBe(0);
    lab.close();
  });
});

describe('a lab', () => {
  it('starts the same people anew under another strategy, without what was done to them', async () => {
    const lab = await opened();
    const before = lab.store.getState().snapshot;
    await lab.act({ do: 'kill', server: 's3' });
    expect(lab.store.getState().record.outages).toHaveLength(1);
    await lab.chooseStrategy('redis');
    const { snapshot, record, scenario } = lab.store.getState();
    expect(record.outages).toEqual([]);
    expect(scenario.sessionState.id).toBe('distributed-cache');
    expect(snapshot?.servers.every(({ process }) => process === 'running')).toBe(true);
    expect(snapshot?.people.map(({ name }) => name)).toEqual(before?.people.map(({ name }) => name));
    lab.close();
  });

  it('says why an action is refused and leaves the run as it is', async () => {
    const lab = await opened();
    await lab.act({ do: 'kill', server: 's9' });
    expect(lab.store.getState().notice).toEqual({ kind: 'problem', text: 'There is no server s9.' });
    expect(lab.store.getState().record.outages).toEqual([]);
    lab.close();
  });

  it('does an action to several at one moment, and says what of it is refused', async () => {
    const lab = await opened();
    await lab.act({ do: 'kill', server: 's2' });
    await lab.actAll(['s1', 's2', 's3'].map((server) => ({ do: 'kill', server })));
    const { record, notice } = lab.store.getState();
    expect(record.outages.map(({ server }) => server)).toEqual(['s2', 's1', 's3']);
    expect(new Set(record.outages.map(({ killedAtMs }) => killedAtMs)).size).toBe(1);
    expect(notice?.text).toBe('Done to 2 of 3. s2 is down already.');
    expect(
      await lab.check([
        { do: 'kill', server: 's1' },
        { do: 'kill', server: 's4' },
      ]),
    ).toMatchObject([{ code: 'already-down' }, null]);
    lab.close();
  });

  it('goes back and on, and its record is that of the moment', async () => {
    const lab = await opened();
    const startMs = lab.store.getState().snapshot?.atMs ?? 0;
    await lab.act({ do: 'kill', server: 's3' });
    await lab.seek(startMs + 20_000);
    const { record, snapshot } = lab.store.getState();
    expect(record.outages).toMatchObject([{ server: 's3', detectedAtMs: expect.any(Number) }]);
    expect(record.harm.at(-1)?.sessionsLost).toBe(snapshot?.harm.sessionsLost);
    await lab.seek(startMs - 1000);
    expect(lab.store.getState().record).toMatchObject({ happenings: [], happeningCount: 0, harm: [], outages: [] });
    await lab.seek(startMs + 20_000);
    expect(lab.store.getState().record.happenings).toEqual(record.happenings);
    expect(lab.store.getState().record.harm).toEqual(record.harm);
    lab.close();
  });

  it('adds a server for each press, however quickly they come', async () => {
    const lab = await opened();
    const adding = Array.from({ length: 12 }, () =>
      lab.actAll((state) =>
        offersOn([{ kind: 'pool' }], state).flatMap((offer) =>
          offer.action === 'addServer' ? actionsOf(offer, {}, state) : [],
        ),
      ),
    );
    await Promise.all(adding);
    expect(lab.store.getState().notice).toBeNull();
    expect(
      lab.store
        .getState()
        .snapshot?.servers.map(({ id }) => id)
        .at(-1),
    ).toBe('s16');
    lab.close();
  });

  it('does the first of several choices that can be done, and tells why if none can', async () => {
    const lab = await opened();
    const choices = [[{ do: 'drain', server: 's2' }], [{ do: 'ready', server: 's2' }]] as const;
    const admin = () => lab.store.getState().snapshot?.servers[1]?.admin;
    await lab.actFirst(choices);
    expect(admin()).toBe('drain');
    await lab.actFirst(choices);
    expect(admin()).toBe('ready');
    await lab.actFirst([[{ do: 'unhang', server: 's1' }], [{ do: 'speedUp', server: 's1' }]]);
    expect(lab.store.getState().notice?.text).toBe('s1 does not hang.');
    lab.close();
  });

  it('explains harm, keeps it, and goes on to the next request with a step', async () => {
    const lab = await opened();
    const { store } = lab;
    const home = store.getState().snapshot?.people[0]?.homeServer ?? '';
    await lab.act({ do: 'kill', server: home });
    await vi.waitFor(
      async () => {
        await lab.stepRequest();
        expect(store.getState().explanation?.request.outcome).toBe('session-lost');
      },
      { timeout: 20_000, interval: 5 },
    );
    const kept = store.getState().explanation?.request.request ?? 0;
    await vi.waitFor(
      async () => {
        await lab.stepRequest();
        expect(store.getState().explanation?.request.request).toBeGreaterThan(kept);
      },
      { timeout: 20_000, interval: 5 },
    );
    lab.close();
  }, 30_000);

  it('explains a request again after the run was gone back to before it', async () => {
    const lab = await opened();
    const { store } = lab;
    store.setState({ isPlaying: false });
    const isExplained = () => expect(store.getState().explanation).not.toBeNull();
    await vi.waitFor(isExplained, { timeout: 5000 });
    const { atMs } = lab.playback.read();
    // No longer busy with it: on the way back it is asked for once more.
    await new Promise((resolve) => setTimeout(resolve, 500));
    await lab.seek(0);
    expect(store.getState().explanation).toBeNull();
    await lab.seek(atMs);
    await vi.waitFor(isExplained, { timeout: 5000 });
    lab.close();
  });
});

it('is not dragged along by a frame that was asked for before it moved', async () => {
  let paint: FrameRequestCallback = () => undefined;
  vi.stubGlobal('requestAnimationFrame', (callback: FrameRequestCallback) => {
    paint = callback;
    return 1;
  });
  const lab = await opened();
  const { store } = lab;
  store.setState({ isPlaying: true, speed: 100 });
  for (let frame = 1; frame <= 30; frame += 1) {
    paint(performance.now() + frame * 50);
    await Promise.resolve();
  }
  const moved = lab.restart();
  paint(performance.now() + 5000);
  await moved;
  expect(lab.playback.read().atMs).toBe(20_000);
  store.setState({ isPlaying: false });
  await lab.stepRequest();
  expect(lab.playback.read().atMs).toBeLessThan(21_000);
  lab.close();
});
