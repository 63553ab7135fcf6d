/** The key of a hashing algorithm: which part of the request decides. */
import { text } from '../options.ts';
import type { RequestView } from '../request.ts';
import type { Clue } from '../snapshot.ts';
import { addressBytes, byteText } from './bytes.ts';
import { fullHash, sdbm, sdbmOfBytes } from './haproxy.ts';

export const keyOption = text({
  default: 'source-address',
  pattern:
    "^(source-address|source-network|url|url-parameter:[^\\s=&]+|header:[A-Za-z0-9!#$%&'*+.^_`|~-]+|cookie:[A-Za-z0-9!#$%&'*+.^_`|~-]+|connection)$",
  expects: 'source-address, source-network, url, url-parameter:NAME, header:NAME, cookie:NAME or connection',
  says: 'the part of the request that decides',
  source: 'HAProxy `balance source`',
});

/** The key in words, empty where the request does not have it (HAProxy then falls back to round robin). */
export function keyText(request: RequestView, key: string): string {
  if (key === 'source-address') return request.addressText;
  if (key === 'source-network') return networkText(request);
  if (key === 'connection') return `${request.addressText}:${request.port}`;
  if (key === 'url') return request.url.split('?', 1)[0]!;
  const name = key.slice(key.indexOf(':') + 1);
  if (key.startsWith('url-parameter:')) return urlParameter(request.url, name);
  if (key.startsWith('cookie:')) return request.cookie(name);
  return request.header(name);
}

/** The key as bytes, one per character: what nginx, Envoy and Traefik hash. */
export const keyBytes = (request: RequestView, key: string): string => byteText(keyText(request, key));

/**
 * The key as a number, as HAProxy has it: for `balance source` the address itself (an IPv6 address folded over its four
 * words), for `balance hash src,ipmask(24)` sdbm over the address's bytes, for a text sdbm.
 */
export function keyNumber(request: RequestView, key: string): number {
  if (key === 'source-address' && request.ipv4 >= 0) return request.ipv4;
  if (key === 'source-address') return foldedAddress(addressBytes(request.addressText, request.ipv4));
  if (key === 'source-network' && request.ipv4 >= 0)
    return sdbmOfBytes(addressBytes('', (request.ipv4 & 0xffffff00) >>> 0));
  return sdbm(keyText(request, key));
}

/** The key's place on HAProxy's ring: its number after an avalanche. */
export const keyHash = (request: RequestView, key: string): number => fullHash(keyNumber(request, key));

export function keyClue(request: RequestView, key: string): Clue {
  const found = keyText(request, key);
  if (found === '') return { kind: 'none', text: '' };
  return { kind: key.startsWith('source-') ? 'address' : 'request', text: found };
}

function networkText(request: RequestView): string {
  return request.ipv4 < 0 ? request.addressText : `${request.addressText.replace(/\.\d+$/, '.0')}/24`;
}

function urlParameter(url: string, name: string): string {
  const query = url.split('?')[1] ?? '';
  for (const part of query.split('&')) {
    if (part.startsWith(`${name}=`)) return part.slice(name.length + 1);
  }
  return '';
}

function foldedAddress(bytes: string): number {
  let folded = 0;
  for (let n = 0; n < bytes.length; n += 1) folded ^= bytes.charCodeAt(n) << (24 - 8 * (n % 4));
  return folded >>> 0;
}
