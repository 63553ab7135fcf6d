import { describe, expect, it } from 'vitest';
import { persistences } from '../persistence/registry.ts';
import { profiles } from '../profiles/registry.ts';
import { remarksOn, remarksOnProduct } from './mixes.ts';
import { strategies } from './registry.ts';

const mix = (balancing: string, persistence: string, sessionState: string) =>
  remarksOn({ balancing: { id: balancing }, persistence: { id: persistence }, sessionState: { id: sessionState } });

describe('remarks on a mix', () => {
  it('say nothing of the presets, but that without persistence sessions are not found', () => {
    for (const strategy of strategies) {
      expect(remarksOn(strategy).length).toBe(strategy.id === 'no-persistence' ? 1 : 0);
    }
  });

  it('say what stickiness costs where nobody needs it', () => {
    expect(mix('round-robin', 'inserted-cookie', 'stateless')[0]).toContain('get nothing');
    expect(mix('consistent-hash', 'none', 'distributed-cache')[0]).toContain('not needed');
  });

  it('say that copies can be late where people are sent anywhere', () => {
    expect(mix('round-robin', 'none', 'replication')[0]).toContain('late');
    expect(mix('round-robin', 'route-suffix', 'replication')).toEqual([]);
  });

  it('say when there is nothing to go by', () => {
    expect(mix('round-robin', 'learned-cookie', 'stateless').at(-1)).toContain('no session id');
    const byCookie = (cookie: string, persistence: string) =>
      remarksOn({
        balancing: { id: 'consistent-hash', key: `cookie:${cookie}` },
        persistence: { id: persistence },
        sessionState: { id: 'server-memory' },
      });
    expect(byCookie('JSESSIONID', 'none')).toEqual([]);
    expect(byCookie('SRV', 'inserted-cookie').join()).not.toContain('No request has');
    expect(byCookie('token', 'none')[0]).toContain('No request has a cookie token');
  });

  it('say that persistence overrides a hash', () => {
    expect(mix('consistent-hash', 'source-ip-stick-table', 'server-memory')[0]).toContain('overrides');
    expect(mix('consistent-hash', 'none', 'server-memory')).toEqual([]);
  });
});

describe('remarks on a product', () => {
  const of = (profile: string, balancing: string, persistence: string) =>
    remarksOnProduct(profile, { balancing: { id: balancing }, persistence: { id: persistence } });

  it('say what it does not have, and after what it works here', () => {
    const [remark, ...more] = of('envoy', 'round-robin', 'source-ip-stick-table');
    expect(more).toEqual([]);
    expect(remark).toMatch(
      /^Envoy has no stick table \(.+\); here it works like HAProxy `stick-table type ip` with `stick on src`\.$/,
    );
    expect(of('kubernetes', 'random', 'inserted-cookie')[0]).toContain('Kubernetes Service has no');
    expect(of('nginx', 'maglev', 'source-ip-stick-table')).toHaveLength(2);
  });

  it('say nothing of its own defaults', () => {
    for (const { id, loadBalancer, options } of profiles) {
      expect(of(id, loadBalancer.balancing.value.id, 'none')).toEqual([]);
      for (const { id: module } of persistences)
        if (module in options) expect(of(id, 'random', module).join()).not.toContain(module);
    }
  });
});
