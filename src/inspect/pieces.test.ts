import { expect, it } from 'vitest';
import { piecesOf, runsOf } from './pieces.ts';

const value = (text: string) => ({ kind: 'credentials', text }) as const;

it('cuts a line at what is lit and at what opens, and loses nothing', () => {
  const parts = [
    { text: 'Cookie: sid=AB; ', isLit: false },
    { text: 'SRV=s3', isLit: true },
    { text: '; x=y', isLit: false },
  ];
  const pieces = piecesOf(parts, [
    { start: 12, end: 14, value: value('AB') },
    { start: 20, end: 22, value: value('s3') },
  ]);
  expect(pieces.map(({ text }) => text)).toEqual(['Cookie: sid=', 'AB', '; ', 'SRV=', 's3', '; x=y']);
  expect(pieces.filter(({ isLit }) => isLit).map(({ text }) => text)).toEqual(['SRV=', 's3']);
  expect(runsOf(pieces).map((run) => run.map(({ text }) => text).join(''))).toEqual([
    'Cookie: sid=AB; ',
    'SRV=s3',
    '; x=y',
  ]);
  expect(pieces.filter(({ value }) => value !== null).map(({ start }) => start)).toEqual([12, 20]);
});

it('keeps a value whole that goes beyond what is lit', () => {
  const parts = [
    { text: 'ab', isLit: true },
    { text: 'cd', isLit: false },
  ];
  expect(piecesOf(parts, [{ start: 1, end: 3, value: value('bc') }]).map(({ text }) => text)).toEqual(['a', 'bc', 'd']);
});
