/** Servers as a file names them: the id is enough. */
import * as v from 'valibot';
import type { ServerSpec } from '../engine/index.ts';
import { fields, text, wholeNumber } from './fields.ts';

/** HAProxy's alphabet for names, so that every scenario can be exported. */
const serverId = text(/^[\w.:-]{1,64}$/, 'a name of at most 64 letters, digits, "_", "-", "." or ":"');
const address = text(
  /^(?:[A-Za-z0-9_.-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\]):(?!0)\d{1,5}$/,
  'an address like 10.0.0.11:8080',
);

/** What an action or another field says when it names a server. */
export const serverName = serverId;

export const serverSchema = fields({
  id: serverId,
  weight: v.optional(wholeNumber({ min: 0, max: 256 }), 1),
  address: v.optional(address),
  workers: v.optional(wholeNumber({ min: 1, max: 1_000 }), 4),
  queueSlots: v.optional(wholeNumber({ min: 0, max: 1_000_000 }), 100),
});

export type GivenServer = v.InferOutput<typeof serverSchema>;

/**
 * Fills in the address of a server that has none: 10.0.0.11:8080 for the first of the pool, .12 for the second.
 * @param position counts from 0, in the order in which servers come into being
 * @param taken addresses that are not free any more
 */
export function withAddress(server: GivenServer, position: number, taken: ReadonlySet<string>): ServerSpec {
  if (server.address !== undefined) return { ...server, address: server.address };
  let free = position;
  while (taken.has(addressAt(free))) free += 1;
  return { ...server, address: addressAt(free) };
}

/** 200 in each /24 of 10.0.0.0/8, from .11 on: below are gateways, above is broadcast. */
function addressAt(position: number): string {
  const subnet = Math.floor(position / 200);
  return `10.${Math.floor(subnet / 256)}.${subnet % 256}.${11 + (position % 200)}:8080`;
}
