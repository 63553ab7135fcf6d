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
  const [again] = opened[1] ?? [];
  expect(again).toMatchObject({ type: 'load', toMs: 9000 });
});
