/** What the types share whose clients carry the server's name: reading the mark. Each words the three steps itself. */
import { text } from '../options.ts';
import type { RequestView } from '../request.ts';
import type { PersistencePicture } from '../snapshot.ts';
import { NONE } from '../world.ts';
import { type NamedServer, type PersistenceContext, STRANGER } from './contract.ts';

/** The name of a cookie with the load balancer's mark. */
export const cookieNameOption = (says: string) =>
  text({
    default: 'SRV',
    pattern: "^[A-Za-z0-9!#$%&'*+.^_`|~-]+$",
    expects: 'a cookie name (RFC 6265 token)',
    says,
    source: 'HAProxy manual, examples of `cookie`',
  });

type Context = Pick<PersistenceContext<unknown>, 'pool' | 'note'>;

/** The server that the mark names. A mark that names none is no mark. */
export function markedServer({ pin }: RequestView, { pool, note }: Context): number {
  if (pin === NONE) {
    note?.('no-mark', {});
    return STRANGER;
  }
  if (pin < 0) {
    note?.('unknown-mark', {});
    return STRANGER;
  }
  note?.('names-server', { server: pool.id(pin) }, pin);
  return pin;
}

/** A row as `nameOf` of a carrier wants it. */
export function named(row: number, { pool }: Pick<Context, 'pool'>): NamedServer {
  return { id: pool.id(row), address: pool.address(row) };
}

/** `s3~8F0A…`: the mark beside the beginning of the session's id, in the order in which they stand. */
export function besideSession(
  request: RequestView,
  { pool, sessionId }: Pick<PersistenceContext<unknown>, 'pool' | 'sessionId'>,
  write: (name: string, id: string) => string,
): string {
  return request.pin < 0 ? '' : write(pool.id(request.pin), `${sessionId(request.sessionCookie).slice(0, 4)}…`);
}

/** For the picture: what the mark of each server reads like, those that have been removed included. */
export const marksOf = (pool: Context['pool'], textOf: (server: NamedServer) => string): PersistencePicture['marks'] =>
  Array.from({ length: pool.size }, (_, row) => ({
    text: textOf({ id: pool.id(row), address: pool.address(row) }),
    server: pool.id(row),
  }));
