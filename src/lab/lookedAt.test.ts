import { describe, expect, it } from 'vitest';
import { strategies } from '../engine/index.ts';
import { type LookedAt, lookedAt, partsOf } from './lookedAt.ts';

const under = (id: string): LookedAt => {
  const strategy = strategies.find((one) => one.id === id);
  if (strategy === undefined) throw new Error(id);
  return lookedAt(strategy);
};
const lit = (line: string, isFirst: boolean, seen: LookedAt) =>
  partsOf(line, isFirst, seen).flatMap(({ text, isLit }) => (isLit ? [text] : []));

describe('what is lit on the wire', () => {
  const cookies = 'Cookie: JSESSIONID=52689A8D; SRV=s3';

  it('is the load balancer’s own cookie, not the application’s', () => {
    expect(lit(cookies, false, under('sticky-cookie'))).toEqual(['SRV=s3']);
    expect(lit('set-cookie: SRV=s1; path=/', false, under('sticky-cookie'))).toEqual(['SRV=s1']);
    expect(lit('Set-Cookie: JSESSIONID=5268; Path=/', false, under('sticky-cookie'))).toEqual([]);
  });

  it('is nothing where nothing is looked at', () => {
    for (const id of ['no-persistence', 'jwt', 'redis']) {
      expect(under(id)).toEqual({ kind: 'nothing' });
      expect(lit(cookies, false, under(id))).toEqual([]);
    }
  });

  it('is the connection under source IP, and under a hash of the address', () => {
    expect(under('source-ip')).toEqual({ kind: 'source' });
    const none = { persistence: { id: 'none' }, sessionState: { id: 'server-memory' } };
    const hash = (key: string) => lookedAt({ ...none, balancing: { id: 'consistent-hash', key } });
    expect(hash('source-address')).toEqual({ kind: 'source' });
    expect(lit('GET /cart HTTP/1.1', true, hash('url'))).toEqual(['/cart']);
    expect(lit('Host: shop.example', false, hash('header:host'))).toEqual(['Host: shop.example']);
  });
});
