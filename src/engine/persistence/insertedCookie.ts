import { addressBytes, byteText } from '../hashing/bytes.ts';
import { xxHash64 } from '../hashing/xxHash64.ts';
import { parseIpv4 } from '../network.ts';
import { choice, duration, flag, text } from '../options.ts';
import type { RequestView } from '../request.ts';
import { epochSeconds } from '../wire/date.ts';
import { markText } from '../wire/mark.ts';
import { definePersistence, type MarkDates, type NamedServer, STRANGER } from './contract.ts';
import { COOKIE_FORMS, type CookieForm, cookieForms } from './cookieForms.ts';
import { cookieNameOption, markedServer, marksOf, named } from './mark.ts';
import { NO_TABLE } from './noTable.ts';

/** HAProxy ignores a date that lies further in the future than this, in seconds. */
const FUTURE_S = 86_400;

export const insertedCookie = definePersistence({
  id: 'inserted-cookie',
  about: {
    name: 'Inserted cookie',
    term: 'cookie insertion',
    says: 'The load balancer adds a cookie that names the server; the client brings it back.',
    looksAt: 'its own cookie',
    remembers: 'nothing: the cookie says it',
    survives: 'a restart of the load balancer, a change of address, other load balancers with the same names',
    goesWrong:
      'without cookies every request is new; anyone can write another server’s name into it, unless it is keyed',
    modelledOn: 'HAProxy `cookie SRV insert indirect`',
  },
  options: {
    name: cookieNameOption('the name of the cookie'),
    indirect: flag({
      default: true,
      says: 'servers do not see the cookie',
      source: 'HAProxy `cookie … insert indirect`, as the manual advises',
    }),
    maxIdleMs: duration({
      default: 0,
      says: 'a cookie not used for so long is ignored; the date stands in its value; 0: off',
      source: 'HAProxy `cookie … maxidle`, off by default',
    }),
    maxLifeMs: duration({
      default: 0,
      says: 'a cookie first set so long ago is ignored, used or not; 0: off',
      source: 'HAProxy `cookie … maxlife`, off by default',
    }),
    setOn: choice({
      values: ['when-needed', 'every-response'],
      default: 'when-needed',
      says: 'when the cookie is sent: where the client lacks the right one, or with each answer',
      source: 'HAProxy `cookie … insert indirect`: when needed; nginx `sticky cookie`: with every response',
    }),
    sameSite: choice({
      values: ['unset', 'Lax', 'Strict', 'None'],
      default: 'unset',
      says: 'whether other sites’ pages may send it; None asks for Secure as well',
      source: 'HAProxy `cookie … attr "SameSite=Lax"`; it has no keyword of its own',
    }),
    form: choice({
      values: COOKIE_FORMS,
      default: 'haproxy',
      says: 'which product’s cookie it looks like: how it names a server, and its attributes',
      source: 'HAProxy `cookie … insert`: the server’s own word; see the profiles for the others',
    }),
    keyed: text({
      default: '',
      pattern: '^[\\x21-\\x7e]{0,64}$',
      expects: 'at most 64 printable ASCII characters, or nothing',
      says: 'a secret: the value becomes a hash of it, address and port, which nobody else can make',
      source: 'HAProxy `cookie … dynamic` with `dynamic-cookie-key` (XXH64), off by default',
    }),
  },
  steps: {
    'no-mark': { title: 'The request has no such cookie', detail: 'a stranger' },
    'unknown-mark': { title: 'The cookie’s value names no server', detail: 'it is ignored' },
    'names-server': { title: 'The cookie names {server}', detail: 'no table is asked' },
    'too-old': { title: 'The cookie is too old', detail: 'first set {ageS} s ago: it is ignored' },
    'idle-too-long': { title: 'The cookie was not used for too long', detail: 'last seen {ageS} s ago: it is ignored' },
    'set-cookie': { title: 'The answer brings a cookie', detail: 'Set-Cookie: {cookie}' },
    'set-encrypted': {
      title: 'The answer brings a cookie',
      detail: 'Set-Cookie: {name}=…, encrypted; it says {server}',
    },
    'cookie-holds': { title: 'The cookie still holds', detail: 'no new Set-Cookie' },
  },
  isPerConnection: false,
  emptyMemory: () => null,

  recognise(request, _memory, context) {
    const server = markedServer(request, context);
    if (server === STRANGER || !hasDates(context.options)) return server;
    const code = staleness(request, context);
    if (code === null) return server;
    const since = code === 'too-old' ? request.pinFirstS : request.pinSeenS;
    context.note?.(code, { ageS: epochSeconds(context.nowUs) - since });
    return STRANGER;
  },

  learn(exchange, _memory, context) {
    const { request, server } = exchange;
    const { options, note } = context;
    const isDated = hasDates(options);
    const nowS = isDated ? epochSeconds(context.nowUs) : 0;
    const isStale = isDated && staleness(request, context) !== null;
    const isDue = isDated && isDateDue(request, options, nowS);
    if (request.pin === server && !isStale && !isDue && options.setOn === 'when-needed') {
      note?.('cookie-holds', {}, server);
      return;
    }
    const keptFirstS = isStale ? 0 : request.pinFirstS;
    const dates = {
      seenS: isDated ? roundUp(nowS) : 0,
      firstS: options.maxLifeUs > 0 ? keptFirstS || roundUp(nowS) : 0,
    };
    exchange.setPin(server, dates);
    const name = nameWith(options, named(server, context));
    if (formOf(options).isEncrypted)
      note?.('set-encrypted', { name: options.name, server: context.pool.id(server) }, server);
    else note?.('set-cookie', { cookie: `${options.name}=${written(name, dates, options)}` }, server);
  },

  clue(request, context) {
    if (request.pin < 0) return { kind: 'none', text: '' };
    const { options } = context;
    const name = nameWith(options, named(request.pin, context));
    const dates = { seenS: request.pinSeenS, firstS: request.pinFirstS };
    return { kind: 'cookie', text: `${options.name}=${shortened(written(name, dates, options))}` };
  },

  carrier: ({ name, sameSite, indirect, keyed, form }) => {
    const { attributes, twin, hidesDates, isEncrypted, expiresS } = formOf({ form });
    return {
      ...{ kind: 'cookie', origin: 'load-balancer', name, attributes: attributes(sameSite) },
      ...{ hidesDates, isEncrypted, expiresS, isHiddenFromServer: indirect, isKeyed: keyed !== '' || isEncrypted },
      twin: twin && { name: `${name}${twin.suffix}`, attributes: twin.attributes },
      nameOf: (server) => nameWith({ keyed, form }, server),
    };
  },

  picture: (_memory, { options, pool }) => ({
    looksAt: `the cookie ${options.name}`,
    remembers: 'nothing: the cookie says it',
    ...NO_TABLE,
    marks: marksOf(pool, (server) => `${options.name}=${shortened(nameWith(options, server))}`),
  }),
});

interface Ages {
  readonly maxIdleUs: number;
  readonly maxLifeUs: number;
}

const hasDates = ({ maxIdleUs, maxLifeUs }: Ages): boolean => maxIdleUs > 0 || maxLifeUs > 0;

/** Dates count in whole seconds, and only those of a kind that is switched on. */
function staleness(
  request: RequestView,
  { options, nowUs }: { readonly options: Ages; readonly nowUs: number },
): 'too-old' | 'idle-too-long' | null {
  const isBeyond = (dateS: number, limitUs: number) => {
    const ageS = epochSeconds(nowUs) - dateS;
    return dateS !== 0 && limitUs > 0 && (ageS > limitUs / 1e6 || -ageS > FUTURE_S);
  };
  if (isBeyond(request.pinFirstS, options.maxLifeUs)) return 'too-old';
  return isBeyond(request.pinSeenS, options.maxIdleUs) ? 'idle-too-long' : null;
}

/** A valid cookie is only sent again to bring its dates up to date: HAProxy's conditions in `http_process_res_common`. */
function isDateDue({ pinSeenS, pinFirstS }: RequestView, options: Ages, nowS: number): boolean {
  const isSeenDue = (options.maxIdleUs > 0 || pinSeenS !== 0) && pinSeenS < nowS;
  return isSeenDue || options.maxLifeUs > 0 !== (pinFirstS !== 0);
}

/** Dates are kept in units of four seconds, rounded up. */
const roundUp = (seconds: number): number => Math.ceil(seconds / 4) * 4;

interface Form {
  readonly keyed: string;
  readonly form: (typeof COOKIE_FORMS)[number];
}

const formOf = ({ form }: Pick<Form, 'form'>): CookieForm => cookieForms[form];

/** Name and dates, as they stand in the value. */
const written = (name: string, dates: MarkDates, options: Form): string =>
  formOf(options).hidesDates ? name : markText(name, dates);

const LONGEST_SHOWN = 40;
const shortened = (value: string): string => (value.length > LONGEST_SHOWN ? `${value.slice(0, 12)}…` : value);

/** As the product calls the server, or the hash that HAProxy's `srv_set_dyncookie` makes of key, IPv4 address and port. */
function nameWith({ keyed: key, form }: Form, server: NamedServer): string {
  const { address } = server;
  if (key === '') return cookieForms[form].nameOf(server);
  const at = address.lastIndexOf(':');
  const host = address.slice(0, at);
  const port = Number(address.slice(at + 1));
  // The port as a 32-bit number in network order.
  const portBytes = String.fromCharCode(0, 0, port >> 8, port & 255);
  const bytes = byteText(key) + addressBytes(host, parseIpv4(host)) + portBytes;
  return xxHash64(bytes).toString(16).padStart(16, '0');
}
