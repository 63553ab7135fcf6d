import { jwtVerify } from 'jose';
import { describe, expect, it } from 'vitest';
import { signingKey, signJwt } from './jwt.ts';

const claims = {
  iss: 'https://shop.example',
  sub: 'zoë',
  jti: '00FF',
  sid: '0A0B',
  iat: 1_767_225_600,
  exp: 1_767_227_400,
  items: 3,
  version: 4,
};
const key = new TextEncoder().encode(signingKey(7));
const currentDate = new Date(1_767_225_700_000);

describe('a token', () => {
  it('verifies with a JWT library, and carries its claims', async () => {
    const { payload, protectedHeader } = await jwtVerify(signJwt(claims, signingKey(7)), key, { currentDate });
    expect(protectedHeader).toEqual({ alg: 'HS256', typ: 'JWT', kid: 'k1' });
    expect(payload).toEqual(claims);
  });

  it('does not verify with another key, nor when a character was changed', async () => {
    const token = signJwt(claims, signingKey(8));
    await expect(jwtVerify(token, key, { currentDate })).rejects.toThrow('signature');
    const forged = signJwt(claims, signingKey(7)).replace(/\.e/, '.f');
    await expect(jwtVerify(forged, key, { currentDate })).rejects.toThrow();
  });
});
