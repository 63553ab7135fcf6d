import { describe, expect, it } from 'vitest';
import { addressBytes, byteText } from './bytes.ts';
import { crc32 } from './crc32.ts';
import { fnv1aOver, startOfFnv1a } from './fnv1a.ts';
import { sdbm } from './haproxy.ts';
import { xxHash64 } from './xxHash64.ts';

const fnv1a = (text: string): string => {
  const hash = startOfFnv1a();
  fnv1aOver(hash, text);
  return hash.high.toString(16).padStart(8, '0') + hash.low.toString(16).padStart(8, '0');
};

describe('hash functions give the published values', () => {
  it('CRC-32: the check value of its catalogue', () => {
    expect(crc32('123456789')).toBe(0xcbf43926);
    expect(crc32('')).toBe(0);
  });

  it('FNV-1a: the test values of its authors', () => {
    expect([fnv1a(''), fnv1a('a'), fnv1a('foobar')]).toEqual([
      'cbf29ce484222325',
      'af63dc4c8601ec8c',
      '85944171f73967e8',
    ]);
  });

  it('xxHash64: short texts, and one longer than a stripe', () => {
    expect(xxHash64('')).toBe(0xef46db3751d8e999n);
    expect(xxHash64('a')).toBe(0xd24ec4f1a98c6e5bn);
    expect(xxHash64('abc')).toBe(0x44bc2cf5ad770999n);
    expect(xxHash64('Nobody inspects the spammish repetition')).toBe(0xfbcea83c8a378bf1n);
  });

  it('sdbm goes over the bytes of UTF-8', () => {
    const bytes = [...new TextEncoder().encode('Zoë')];
    const expected = bytes.reduce((hash, byte) => (byte + Math.imul(hash, 65_599)) >>> 0, 0);
    expect(sdbm('Zoë')).toBe(expected);
  });
});

describe('bytes', () => {
  const codes = (bytes: string) => Array.from(bytes, (character) => character.charCodeAt(0));

  it.each(['cart', 'Zoë', '東京', '🛒'])('of %s are UTF-8', (text) => {
    expect(codes(byteText(text))).toEqual([...new TextEncoder().encode(text)]);
  });

  it('of an address are in network order', () => {
    expect(codes(addressBytes('203.0.113.7', 0xcb007107))).toEqual([203, 0, 113, 7]);
    expect(codes(addressBytes('2001:db8::1', -1))).toEqual([0x20, 1, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]);
    expect(codes(addressBytes('::', -1))).toEqual(Array(16).fill(0));
  });
});
