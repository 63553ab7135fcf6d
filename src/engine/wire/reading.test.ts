import { expect, it } from 'vitest';
import { base64 } from './base64.ts';
import { signingKey, signJwt, unsignedJwt } from './jwt.ts';
import { markText } from './mark.ts';
import { readBasic, readJwt, readMark, unseal, writeJwt } from './reading.ts';
import { seal } from './sealed.ts';

const claims = {
  ...{ iss: 'https://shop.example', sub: 'ada', jti: 'A', sid: 'B', iat: 1_767_225_600, exp: 1_767_227_400 },
  ...{ items: 3, version: 2, cart: ['čaj'] },
};
const SEED = 297;

it('reads a token and finds the key that it was signed with', () => {
  const read = readJwt(signJwt(claims, signingKey(SEED, 1), 1), SEED);
  expect(read).toEqual({ header: { alg: 'HS256', typ: 'JWT', kid: 'k2' }, claims, key: 1, isSigned: true });
});

it('finds no key for a token that was changed, or signed elsewhere', () => {
  const [header, , signature] = signJwt(claims, signingKey(SEED)).split('.');
  const richer = writeJwt('{"alg":"HS256"}', JSON.stringify({ ...claims, items: 99 }), signature ?? '');
  expect(readJwt(richer, SEED)).toMatchObject({ claims: { items: 99 }, key: null, isSigned: true });
  expect(readJwt(`${header}.e30.${signature}`, SEED)).toMatchObject({ claims: {}, key: null });
  expect(readJwt(signJwt(claims, signingKey(SEED + 1)), SEED)?.key).toBeNull();
});

it('tells a token without a signature from one with a wrong one', () => {
  expect(readJwt(unsignedJwt(claims), SEED)).toMatchObject({ header: { alg: 'none' }, key: null, isSigned: false });
});

it('opens a sealed cookie with the key that closed it, and none that was changed', () => {
  const sealed = seal('{"items":3}', signingKey(SEED, 2), '00112233445566778899aabb');
  expect(unseal(sealed, SEED)).toEqual({ content: '{"items":3}', key: 2 });
  expect(unseal(`${sealed.slice(0, -1)}${sealed.endsWith('A') ? 'B' : 'A'}`, SEED)).toBeNull();
  expect(unseal(sealed, SEED + 1)).toBeNull();
});

it('reads the dates in a cookie of HAProxy, in units of four seconds', () => {
  const text = markText('s1', { seenS: 1_767_225_604, firstS: 1_767_225_600 });
  expect(text).toBe('s1|aVW5B|aVW5A');
  expect(readMark(text)).toEqual({ name: 's1', seenS: 1_767_225_604, firstS: 1_767_225_600 });
  expect(readMark('s3')).toEqual({ name: 's3', seenS: null, firstS: null });
  expect(readMark('s3|?')).toEqual({ name: 's3', seenS: null, firstS: null });
});

it('reads credentials', () => {
  expect(readBasic(base64('ada:correct-horse'))).toBe('ada:correct-horse');
});

it.each(['', '.', '..', 'a.b.c', 'e30.e30', '%%%.???.', 'W10.bnVsbA.', `${'x'.repeat(5000)}.y.z`])(
  'takes %j for no token',
  (text) => {
    expect(readJwt(text, SEED)?.claims ?? null).toBeNull();
    expect(unseal(text, SEED)).toBeNull();
  },
);
