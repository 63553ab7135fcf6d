import { describe, expect, it } from 'vitest';
import { profiles } from '../engine/index.ts';
import { openingScenario } from './openingScenario.ts';
import { profileChanges, withProfileOf } from './profile.ts';

describe('another product', () => {
  it('keeps the three answers, and says which of the other options changed', () => {
    const nginx = withProfileOf(openingScenario, 'nginx');
    expect(nginx.loadBalancer.balancing.id).toBe('round-robin');
    expect(nginx.loadBalancer.persistence.id).toBe('inserted-cookie');
    const changes = profileChanges(openingScenario.loadBalancer, nginx.loadBalancer);
    expect(changes).toContainEqual({ field: 'detection', before: 'active', after: 'passive' });
    expect(changes).toContainEqual({ field: 'persistence.setOn', before: null, after: 'every-response' });
    expect(changes.map(({ field }) => field)).not.toContain('profile');
  });

  it('changes nothing when it is the one there is, once its defaults are filled in', () => {
    for (const { id } of profiles) {
      const once = withProfileOf(openingScenario, id);
      expect(profileChanges(once.loadBalancer, withProfileOf(once, id).loadBalancer)).toEqual([]);
    }
  });
});
