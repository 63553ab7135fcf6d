import { expect, it } from 'vitest';
import { readOption } from './OptionField.tsx';

it('reads what an option allows and says what it wants otherwise', () => {
  const said = { says: '', source: '' };
  const rows = { kind: 'count', default: 10, min: 1, max: 100, ...said } as const;
  expect(readOption(rows, '12')).toEqual({ ok: true, value: 12 });
  expect(readOption(rows, '0')).toEqual({ ok: false, problem: 'a whole number from 1 to 100' });
  expect(readOption(rows, '')).toMatchObject({ ok: false });
  const expire = { kind: 'duration', defaultMs: 1000, minMs: 0, maxMs: 60_000, ...said } as const;
  expect(readOption(expire, '1.5')).toEqual({ ok: true, value: 1500 });
  expect(readOption(expire, 'soon')).toMatchObject({ ok: false });
  const name = { kind: 'text', default: 'SRV', pattern: '[A-Z]+', expects: 'capital letters', ...said } as const;
  expect(readOption(name, 'srv')).toEqual({ ok: false, problem: 'capital letters' });
});
