/** The list is complete: every id that the lab promises, and nothing in it without a source. */
import { describe, expect, it } from 'vitest';
import { listAsJson, listAsText } from './listModules.ts';

const PROMISED = {
  balancing: [
    ...['round-robin', 'weighted-round-robin', 'least-connections', 'random', 'two-choices', 'hash-modulo', 'ip-hash'],
    ...['consistent-hash', 'bounded-load', 'maglev', 'rendezvous'],
  ],
  persistence: [
    ...['none', 'source-ip-stick-table', 'inserted-cookie', 'prefixed-cookie', 'rewritten-cookie', 'learned-cookie'],
    ...['route-suffix', 'tls-session-id', 'url-parameter', 'path', 'request-header', 'connection'],
  ],
  sessionState: [
    ...[
      'server-memory',
      'stateless',
      'signed-token',
      'encrypted-cookie',
      'distributed-cache',
      'database',
      'replication',
    ],
  ],
} as const;

interface Listed {
  readonly id: string;
  readonly about: Readonly<Record<string, string>>;
  readonly options: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

const list = listAsJson() as unknown as Readonly<Record<string, readonly Listed[]>>;

describe.each(Object.entries(PROMISED))('%s', (axis, ids) => {
  const modules = list[axis] ?? [];

  it('has every id that was promised, and no other', () => {
    expect(modules.map(({ id }) => id).sort()).toEqual([...ids].sort());
  });

  it('says of each module what it is modelled on', () => {
    expect(modules.filter(({ about }) => (about['modelledOn'] ?? '').length < 5)).toEqual([]);
  });

  it('gives each option a kind, a default within its limits, what it does and a source', () => {
    const faults = modules.flatMap(({ id, options }) =>
      Object.entries(options).flatMap(([name, option]) => {
        const { kind, says, source } = option;
        const value = kind === 'duration' ? option['defaultMs'] : option['default'];
        const least = option['minMs'] ?? option['min'] ?? Number.NEGATIVE_INFINITY;
        const most = option['maxMs'] ?? option['max'] ?? Number.POSITIVE_INFINITY;
        const isNumber = typeof value === 'number';
        const isWithin = !isNumber || (value >= Number(least) && value <= Number(most));
        const isUnitNamed = (kind === 'duration') === name.endsWith('Ms');
        const isTold = String(says).length > 5 && String(source).length > 3;
        return value !== undefined && isWithin && isUnitNamed && isTold ? [] : [`${id} ${name}`];
      }),
    );
    expect(faults).toEqual([]);
  });

  it('has each id and each option in the text as well', () => {
    const text = listAsText();
    for (const { id, options } of modules) {
      expect(text).toContain(`\n  ${id}  `);
      for (const name of Object.keys(options)) expect(text).toContain(`\n      ${name}: `);
    }
  });
});

it.each(['behaviours', 'networks', 'arrangements'])('%s say where their figures come from', (kind) => {
  const described = list[kind] ?? [];
  expect(described.length).toBeGreaterThan(1);
  expect(described.filter(({ about }) => (about['source'] ?? '').length < 10)).toEqual([]);
});

it('measures say what they mean and who says so', () => {
  const measures = (list['measures'] ?? []) as unknown as readonly Record<string, string | null>[];
  expect(measures.length).toBeGreaterThan(20);
  expect(measures.filter(({ definition, source, unit }) => !definition || !source || !unit)).toEqual([]);
});
