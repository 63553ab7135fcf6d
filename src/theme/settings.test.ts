import { expect, it } from 'vitest';
import { settingsFrom, USUAL_SETTINGS } from './settings.ts';

it('reads back what was kept', () => {
  const mine = { ...USUAL_SETTINGS, theme: 'projector', textPercent: 150, hasSound: true, volume: 0.2 };
  expect(settingsFrom(JSON.stringify(mine))).toEqual(mine);
});

it.each([null, '', 'null', '[]', '"dark"', '{', '{"theme":"pink","textPercent":9000,"volume":"loud","hasKeys":1}'])(
  'takes %j for nothing kept',
  (text) => expect(settingsFrom(text)).toEqual(USUAL_SETTINGS),
);

it('keeps the good fields of a text that is partly bad', () => {
  expect(settingsFrom('{"theme":"dark","motion":"wild"}')).toEqual({ ...USUAL_SETTINGS, theme: 'dark' });
});
