/** How products write the cookie they insert: what they call a server in its value, and what stands behind it. */
import { md5 } from '@noble/hashes/legacy.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { base64Of, bytes } from '../wire/base64.ts';
import type { NamedServer } from './contract.ts';

export type SameSite = 'unset' | 'Lax' | 'Strict' | 'None';

export interface CookieForm {
  readonly nameOf: (server: NamedServer) => string;
  /** Behind name and value, and behind `Expires` if there is one. */
  readonly attributes: (sameSite: SameSite) => string;
  /** Dates are not written out in the value. */
  readonly hidesDates: boolean;
  /** Nobody can make one up: it is encrypted. What stands in it here stands for that. */
  readonly isEncrypted: boolean;
  readonly expiresS: number;
  /** Sent along with the same value, for other sites' pages: what is added to its name, and its attributes. */
  readonly twin: { readonly suffix: string; readonly attributes: string } | null;
}

export const COOKIE_FORMS = ['haproxy', 'nginx', 'envoy', 'traefik', 'aws-alb'] as const;

const plain = { hidesDates: true, isEncrypted: false, expiresS: 0, twin: null } as const;
const sameSiteOf = (sameSite: SameSite): string => (sameSite === 'unset' ? '' : `; SameSite=${sameSite}`);
const secureFor = (sameSite: SameSite): string => (sameSite === 'None' ? '; Secure' : '');

/** AWS sets it to a week, however long the stickiness lasts; that is in the value. */
const WEEK_S = 7 * 86_400;

export const cookieForms: Readonly<Record<(typeof COOKIE_FORMS)[number], CookieForm>> = {
  haproxy: {
    ...plain,
    hidesDates: false,
    nameOf: ({ id }) => id,
    attributes: (sameSite) => `; path=/${secureFor(sameSite)}${sameSiteOf(sameSite)}`,
  },
  /** `sticky cookie … path=/`: the MD5 of address and port (measured). */
  nginx: {
    ...plain,
    nameOf: ({ address }) => hex(md5(bytes(address))),
    attributes: (sameSite) => `; path=/${secureFor(sameSite)}${sameSiteOf(sameSite)}`,
  },
  /** A protocol buffer (`envoy.Cookie`) whose first field is the address, in base64, in quotes. */
  envoy: {
    ...plain,
    nameOf: ({ address }) => `"${base64Of(Uint8Array.from([0x0a, address.length, ...bytes(address)]))}"`,
    attributes: (sameSite) => `; Path=/${secureFor(sameSite)}${sameSiteOf(sameSite)}; HttpOnly`,
  },
  /** The first 16 digits of the SHA-256 of the server’s URL. */
  traefik: {
    ...plain,
    nameOf: ({ address }) => hex(sha256(bytes(`http://${address}`))).slice(0, 16),
    attributes: (sameSite) => `; Path=/${secureFor(sameSite)}${sameSiteOf(sameSite)}`,
  },
  /** Encrypted, 128 characters, with a key that changes; here the same for a server each time. */
  'aws-alb': {
    hidesDates: true,
    isEncrypted: true,
    expiresS: WEEK_S,
    nameOf: ({ address }) => base64Of(Uint8Array.from([0, 1, 2].flatMap((n) => [...sha256(bytes(`${n} ${address}`))]))),
    attributes: () => '; Path=/',
    twin: { suffix: 'CORS', attributes: '; Path=/; SameSite=None; Secure' },
  },
};

const hex = (data: Uint8Array): string => Array.from(data, (byte) => byte.toString(16).padStart(2, '0')).join('');
