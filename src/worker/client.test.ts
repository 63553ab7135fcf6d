import { expect, it } from 'vitest';
import { readScenario } from '../scenario/readScenario.ts';
import { type Channel, ChannelDied, createEngineClient, EngineProblem, type Frame } from './client.ts';
import { createHost } from './host.ts';
import type { Command } from './protocol.ts';

const read = readScenario('{ "version": 1, "people": [{ "count": 9 }], "servers": [{ "id": "s1" }, { "id": "s2" }] }');
if (!read.ok) throw new Error(read.problem);
const { scenario } = read;

/** Channels over the real engine; `breaks` says which command goes wrong, and how. */
function channels(breaks: (command: Command, channel: number) => 'dies' | 'fails' | null) {
  const opened: Command[][] = [];
  const open = async (): Promise<Channel> => {
    const host = createHost();
    const seen: Command[] = [];
    opened.push(seen);
    const number = opened.length;
    return {
      close: () => undefined,
      async ask(command) {
        seen.push(command);
        const how = breaks(command, number);
        if (how === 'dies') throw new ChannelDied('gone');
        if (how === 'fails') return { id: command.id, type: 'failed', message: 'invariant broken' };
        return host.handle(command);
      },
    };
  };
  return { open, opened };
}

async function actTwice(client: ReturnType<typeof createEngineClient>): Promise<void> {
  await client.send({ type: 'load', scenario, toMs: 5000 });
  await client.send({ type: 'act', action: { do: 'kill', server: 's2' } });
  await client.send({ type: 'advance', toMs: 9000, wantSnapshot: false });
}

it('brings a run back to the same moment when the worker dies', async () => {
  const undisturbed = createEngineClient(channels(() => null).open);
  await actTwice(undisturbed);
  const expected = (await undisturbed.send({ type: 'advance', toMs: 12_000, wantSnapshot: true })) as Frame;

  const { open, opened } = channels((command, channel) =>
    channel === 1 && command.type === 'advance' && command.toMs > 9000 ? 'dies' : null,
  );
  const client = createEngineClient(open);
  await actTwice(client);
  const frame = (await client.send({ type: 'advance', toMs: 12_000, wantSnapshot: true })) as Frame;
  expect(opened).toHaveLength(2);
  expect(frame.snapshot).toEqual(expected.snapshot);
});

it('reports a command that breaks the engine and stands where it stood', async () => {
  const { open, opened } = channels((command) => (command.type === 'stepRequest' ? 'fails' : null));
  const client = createEngineClient(open);
  await actTwice(client);
  const step = client.send({ type: 'stepRequest', limitMs: 1000 });
  await expect(step).rejects.toThrow(EngineProblem);
  await expect(step).rejects.toMatchObject({ isLost: false });
  expect(opened[1]?.map(({ type }) => type)).toEqual(['load', 'seek']);
  expect(opened[1]?.at(-1)).toMatchObject({ toMs: 9000 });
});

it('replaces a dead worker once for all that waited for it', async () => {
  const { open, opened } = channels((command, channel) =>
    channel === 1 && (command.type === 'explain' || (command.type === 'advance' && command.toMs > 9000))
      ? 'dies'
      : null,
  );
  const client = createEngineClient(open);
  await actTwice(client);
  const [explained, frame] = await Promise.all([
    client.send({ type: 'explain', request: 1 }),
    client.send({ type: 'advance', toMs: 12_000, wantSnapshot: false }),
  ]);
  expect(explained.type).toBe('explained');
  expect(frame).toMatchObject({ type: 'frame', atMs: 12_000 });
  expect(opened).toHaveLength(2);
  expect(opened[1]?.[0]?.type).toBe('load');
  const ids = opened.flatMap((commands) => commands.map(({ id }) => id));
  expect(new Set(ids).size).toBe(ids.length);
});

it('remembers that acting in the past sets aside what was done after it', async () => {
  const { open, opened } = channels((command, channel) =>
    channel === 1 && command.type === 'measure' ? 'dies' : null,
  );
  const client = createEngineClient(open);
  await actTwice(client);
  await client.send({ type: 'seek', toMs: 3000 });
  await client.send({ type: 'act', action: { do: 'drain', server: 's1' } });
  const measured = await client.send({ type: 'measure' });
  expect(opened).toHaveLength(2);
  expect(measured).toMatchObject({ actions: [{ atMs: 3000, do: 'drain', server: 's1' }], measures: { atMs: 3000 } });
});
