/**
 * Reads back what the writers beside this file have put on the wire, from the text alone: for whoever looks at a message
 * and has the keys. Each returns null for a text that is not of its kind, whatever it is.
 */
import { gcm } from '@noble/ciphers/aes.js';
import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { base64url, bytes } from './base64.ts';
import { signingKey } from './jwt.ts';
import { dateIn } from './mark.ts';

export interface ReadJwt {
  /** As JSON has them; whatever a forger wrote. */
  readonly header: Readonly<Record<string, unknown>>;
  readonly claims: Readonly<Record<string, unknown>>;
  /** Which of the run's keys the signature fits, counted from 0; null where it fits none of them, or is missing. */
  readonly key: number | null;
  readonly isSigned: boolean;
}

/** Keys that are tried: more changes of keys than anybody makes in one run. */
const KEYS_TRIED = 16;

export function readJwt(text: string, seed: number): ReadJwt | null {
  const [headerText, payloadText, signature, ...rest] = text.split('.');
  if (headerText === undefined || payloadText === undefined || signature === undefined || rest.length > 0) return null;
  const header = objectIn(headerText);
  const claims = objectIn(payloadText);
  if (header === null || claims === null) return null;
  const signed = bytes(`${headerText}.${payloadText}`);
  const fits = (key: number): boolean => base64url(hmac(sha256, bytes(signingKey(seed, key)), signed)) === signature;
  const key = signature === '' ? -1 : Array.from({ length: KEYS_TRIED }, (_, n) => n).findIndex(fits);
  return { header, claims, key: key < 0 ? null : key, isSigned: signature !== '' };
}

/** What a server finds in an encrypted cookie; null for one that no key of the run opens: made up, or changed. */
export function unseal(text: string, seed: number): { readonly content: string; readonly key: number } | null {
  const [nonceText, sealedText, ...rest] = text.split('.');
  const nonce = bytesIn(nonceText ?? '');
  const sealed = bytesIn(sealedText ?? '');
  if (nonce === null || sealed === null || nonce.length !== 12 || rest.length > 0) return null;
  for (let key = 0; key < KEYS_TRIED; key += 1) {
    try {
      return { content: textOf(gcm(sha256(bytes(signingKey(seed, key))), nonce).decrypt(sealed)), key };
    } catch {
      // The tag does not fit: another key, or none.
    }
  }
  return null;
}

export interface ReadMark {
  /** How the server is called in it. */
  readonly name: string;
  /** Seconds since 1970; null for what is no date, or is not there. */
  readonly seenS: number | null;
  readonly firstS: number | null;
}

/** HAProxy's cookie: `s3`, or `s3|last seen|first set`. */
export function readMark(text: string): ReadMark {
  const [name = '', seen, first] = text.split('|');
  return { name, seenS: dateIn(seen) || null, firstS: dateIn(first) || null };
}

/** `user:password` of HTTP Basic. */
export function readBasic(text: string): string | null {
  const data = bytesIn(text.replace(/=+$/, '').replaceAll('+', '-').replaceAll('/', '_'));
  return data === null ? null : textOf(data);
}

/** The compact form of header and payload as somebody has written them, with a signature of their choice. */
export function writeJwt(header: string, payload: string, signature: string): string {
  return `${base64url(bytes(header))}.${base64url(bytes(payload))}.${signature}`;
}

function objectIn(text: string): Readonly<Record<string, unknown>> | null {
  const data = bytesIn(text);
  if (data === null) return null;
  try {
    const value: unknown = JSON.parse(textOf(data));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Of base64url without padding; null where a character is none of its alphabet. */
function bytesIn(text: string): Uint8Array | null {
  if (text === '' || text.length % 4 === 1) return null;
  const data = new Uint8Array(Math.floor((text.length * 3) / 4));
  let bits = 0;
  let held = 0;
  let length = 0;
  for (const character of text) {
    const value = ALPHABET.indexOf(character);
    if (value < 0) return null;
    held = ((held << 6) | value) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    data[length] = (held >> bits) & 255;
    length += 1;
  }
  return data;
}

/** UTF-8, without `TextDecoder`. */
function textOf(data: Uint8Array): string {
  const encoded = Array.from(data, (byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
  try {
    return decodeURIComponent(encoded);
  } catch {
    return String.fromCharCode(...data);
  }
}
