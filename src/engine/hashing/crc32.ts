/** CRC-32 (ISO 3309, polynomial 0xEDB88320 reflected), with which nginx hashes keys and servers. */

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

export const CRC32_START = 0xffffffff;

/** Goes on from a state over more bytes (one per character); the checksum is the complement of the last state. */
export function crc32Over(state: number, bytes: string): number {
  let crc = state;
  for (let n = 0; n < bytes.length; n += 1) crc = TABLE[(crc ^ bytes.charCodeAt(n)) & 255]! ^ (crc >>> 8);
  return crc;
}

/** Goes on over the four bytes of a number, lowest first. */
export function crc32OverWord(state: number, word: number): number {
  let crc = state;
  for (let shift = 0; shift < 32; shift += 8) crc = TABLE[(crc ^ (word >>> shift)) & 255]! ^ (crc >>> 8);
  return crc;
}

export const crc32End = (state: number): number => ~state >>> 0;

export const crc32 = (bytes: string): number => crc32End(crc32Over(CRC32_START, bytes));
