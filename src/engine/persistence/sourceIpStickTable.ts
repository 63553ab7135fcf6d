import { parseIpv4 } from '../network.ts';
import { choice, count } from '../options.ts';
import type { RequestView } from '../request.ts';
import { definePersistence, STRANGER } from './contract.ts';
import {
  addressRowBytes,
  emptyTable,
  find,
  type Key,
  peopleByKey,
  pictureOf,
  refresh,
  remember,
  rowCount,
  tableOptions,
  tableSteps,
} from './stickTable.ts';

export const sourceIpStickTable = definePersistence({
  id: 'source-ip-stick-table',
  about: {
    name: 'Source-IP stick table',
    term: 'stick table',
    says: 'The load balancer remembers which server each client address was sent to.',
    looksAt: 'the source address',
    remembers: 'address → server, dropped when unused for long; the oldest rows make room',
    survives: 'a server going down: the row is overwritten. Not a restart of the load balancer, unless peers teach it',
    goesWrong: 'many people behind one NAT share a row; a changed address is a stranger',
    modelledOn: 'HAProxy `stick-table type ip` with `stick on src`',
  },
  options: {
    ...tableOptions(),
    maskBits: count({
      default: 32,
      min: 0,
      max: 32,
      says: 'bits of an IPv4 address that count: with 24 a whole /24 shares a row',
      source: 'HAProxy `stick on src,ipmask(24)`; without it the whole address counts',
    }),
    address: choice({
      values: ['connection', 'x-forwarded-for'],
      default: 'connection',
      says: 'whose address: the connection’s, or the last one in X-Forwarded-For',
      source: 'HAProxy `stick on src`; behind another proxy `req.hdr_ip(x-forwarded-for,-1)`',
    }),
  },
  steps: {
    ...tableSteps('address'),
    'no-address': { title: 'The request has no X-Forwarded-For', detail: 'the rule does not match: a stranger' },
  },
  isPerConnection: false,
  emptyMemory: emptyTable,
  rowCount,
  rowBytes: addressRowBytes,

  recognise(request, memory, context) {
    const key = keyOf(request, context.options);
    if (key !== null) return find(memory, key, context, textWith(context.options.maskBits));
    context.note?.('no-address', {});
    return STRANGER;
  },

  matched(request, memory, context) {
    refresh(memory, keyOf(request, context.options)!, context);
  },

  table: (memory) => memory,

  learn({ request, server }, memory, context) {
    const key = keyOf(request, context.options);
    if (key !== null) remember(memory, key, server, context, textWith(context.options.maskBits));
  },

  clue(request, { options }) {
    const key = keyOf(request, options);
    return key === null ? { kind: 'none', text: '' } : { kind: 'address', text: textWith(options.maskBits)(key) };
  },

  carrier: () => null,

  picture(memory, context, nextRequests) {
    const { options } = context;
    const people = peopleByKey(nextRequests(), (request) => keyOf(request, options));
    return {
      looksAt: options.address === 'connection' ? 'the source address' : 'the last address in X-Forwarded-For',
      remembers: 'address → server',
      ...pictureOf(memory, context, textWith(options.maskBits), people),
    };
  },
});

interface KeyOptions {
  readonly maskBits: number;
  readonly address: 'connection' | 'x-forwarded-for';
}

/** An IPv4 address as a number, masked; any other as text, whole. Null where the request has none. */
function keyOf(request: RequestView, { maskBits, address }: KeyOptions): Key | null {
  if (address === 'connection') return request.ipv4 < 0 ? request.addressText : masked(request.ipv4, maskBits);
  const last = request.header('x-forwarded-for').split(',').pop()!.trim();
  const ipv4 = parseIpv4(last);
  if (ipv4 >= 0) return masked(ipv4, maskBits);
  return last.includes(':') ? last : null;
}

/** A shift by 32 would be one by 0. */
function masked(ipv4: number, bits: number): number {
  if (bits === 32) return ipv4;
  return bits === 0 ? 0 : (ipv4 & (-1 << (32 - bits))) >>> 0;
}

const TEXTS = Array.from({ length: 33 }, (_, bits) => (key: Key): string => {
  if (typeof key === 'string') return key;
  const address = [24, 16, 8, 0].map((shift) => (key >>> shift) & 255).join('.');
  return bits === 32 ? address : `${address}/${bits}`;
});

const textWith = (maskBits: number) => TEXTS[maskBits]!;
