/** An encrypted cookie: AES-256-GCM (NIST SP 800-38D) over JSON, `nonce.ciphertext` in base64url, the tag at its end. */
import { gcm } from '@noble/ciphers/aes.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { base64url, bytes } from './base64.ts';

/** `nonceHex`: 24 hexadecimal digits, never used twice with the same key. */
export function seal(content: string, secret: string, nonceHex: string): string {
  const nonce = Uint8Array.from({ length: 12 }, (_, index) =>
    Number.parseInt(nonceHex.slice(index * 2, index * 2 + 2), 16),
  );
  const sealed = gcm(sha256(bytes(secret)), nonce).encrypt(bytes(content));
  return `${base64url(nonce)}.${base64url(sealed)}`;
}
