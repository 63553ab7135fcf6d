import { describe, expect, it } from 'vitest';
import { type Action, createSimulation, type ServerSnapshot } from '../engine/index.ts';
import { openingScenario } from '../lab/openingScenario.ts';
import { conditionsCounted, isUnnoticed, serverTag } from './serverWords.ts';

/** s1 right after the action, and once the health checks have seen it. */
function serverAfter(action: Action): { now: ServerSnapshot; later: ServerSnapshot } {
  const run = createSimulation(openingScenario);
  run.advance(20_000_000);
  expect(run.act(action)).toBeNull();
  const s1 = () => run.snapshot().servers[0] as ServerSnapshot;
  const now = s1();
  run.advance(45_000_000);
  return { now, later: s1() };
}

describe('a server that does not answer is said to be what it is', () => {
  it.each([
    [{ do: 'kill', server: 's1' }, 'killed'],
    [{ do: 'hang', server: 's1' }, 'hangs'],
    [{ do: 'cutLink', a: 's1', b: 'load-balancer' }, 'cut off'],
  ] as const)('%o: %s', (action, said) => {
    const { now, later } = serverAfter(action);
    expect(serverTag(now)).toBe(`${said}, still believed up`);
    expect(isUnnoticed(later)).toBe(false);
    expect(serverTag(later)).toBe(said);
  });
});

it('a slow server passes its checks, and is said to be slow', () => {
  const { later } = serverAfter({ do: 'slowDown', server: 's1', factor: 5 });
  expect(serverTag(later)).toBe('5× slower');
  expect(isUnnoticed(later)).toBe(false);
});

it('counts the conditions of many', () => {
  const { now } = serverAfter({ do: 'hang', server: 's1' });
  expect(conditionsCounted([now, now])).toBe('0 up, 2 hangs');
});
