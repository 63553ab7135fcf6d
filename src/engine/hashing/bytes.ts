/**
 * Bytes as a text whose every character is one byte: hash functions read it without an array being made, and the usual
 * key, being ASCII, is its own text.
 */

/** The UTF-8 bytes of a text. */
export function byteText(text: string): string {
  for (let n = 0; n < text.length; n += 1) {
    if (text.charCodeAt(n) >= 0x80) return String.fromCharCode(...utf8(text));
  }
  return text;
}

/** The engine sees no TextEncoder; this is UTF-8 by RFC 3629, lone surrogates as U+FFFD. */
export function* utf8(text: string): Generator<number> {
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    const code = point >= 0xd800 && point <= 0xdfff ? 0xfffd : point;
    if (code < 0x80) yield code;
    else if (code < 0x800) yield* [0xc0 | (code >> 6), 0x80 | (code & 63)];
    else if (code < 0x10000) yield* [0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63)];
    else yield* [0xf0 | (code >> 18), 0x80 | ((code >> 12) & 63), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63)];
  }
}

/** The address in network order: 4 bytes of IPv4, 16 of IPv6 (RFC 4291 § 2.2), the text itself where it is neither. */
export function addressBytes(text: string, ipv4: number): string {
  if (ipv4 >= 0) return String.fromCharCode(ipv4 >>> 24, (ipv4 >>> 16) & 255, (ipv4 >>> 8) & 255, ipv4 & 255);
  if (!/^[\da-f:]+$/i.test(text)) return byteText(text);
  const [head = '', tail] = text.split('::');
  const left = groups(head);
  const right = groups(tail ?? '');
  const zeros = tail === undefined ? 0 : 8 - left.length - right.length;
  const all = [...left, ...Array<number>(Math.max(0, zeros)).fill(0), ...right];
  return all.length === 8 ? String.fromCharCode(...all.flatMap((group) => [group >> 8, group & 255])) : byteText(text);
}

const groups = (part: string): number[] =>
  part === '' ? [] : part.split(':').map((group) => Number.parseInt(group, 16));
