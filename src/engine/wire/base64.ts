/** Base64 (RFC 4648), as the engine sees no `btoa`. */
import { utf8 } from '../hashing/bytes.ts';

const COMMON = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

export const bytes = (text: string): Uint8Array => Uint8Array.from(utf8(text));

/** Without padding, safe in URLs and cookies (§ 5; RFC 7515 § 2). */
export const base64url = (data: Uint8Array): string => encode(data, `${COMMON}-_`);

/** With padding (§ 4). */
export const base64 = (text: string): string => base64Of(bytes(text));

export function base64Of(data: Uint8Array): string {
  const encoded = encode(data, `${COMMON}+/`);
  return encoded.padEnd(Math.ceil(encoded.length / 4) * 4, '=');
}

function encode(data: Uint8Array, alphabet: string): string {
  let text = '';
  for (let index = 0; index < data.length; index += 3) {
    const [a, b, c] = [data[index]!, data[index + 1], data[index + 2]];
    text += alphabet[a >> 2]! + alphabet[((a & 3) << 4) | ((b ?? 0) >> 4)]!;
    if (b !== undefined) text += alphabet[((b & 15) << 2) | ((c ?? 0) >> 6)]!;
    if (c !== undefined) text += alphabet[c & 63]!;
  }
  return text;
}
