/** Where the values of products come from: none without a source, and no assumption that does not say that it is one. */
import { describe, expect, it } from 'vitest';
import { assumptionsOf, defaultsOf, profiles } from './registry.ts';

/** What nobody could look up. One that is added must be added here, and says so wherever it is shown. */
const ASSUMED = [
  ...['envoy clock', 'traefik clock', 'aws-alb retries', 'aws-alb inserted-cookie, indirect'],
  ...['kubernetes serverTimeoutMs', 'kubernetes answers'],
];

describe.each(profiles)('$id', (profile) => {
  it.each(defaultsOf(profile))('%s says where it comes from', (_field, { source, known, at }) => {
    expect(source.length).toBeGreaterThan(3);
    expect(source).not.toMatch(/from memory|assum/i);
    if (known === 'documented' || known === 'source') expect(at).toMatch(/^https:\/\/|\.(h|c|go|cfg) /);
    else expect(at).toBeNull();
  });
});

it('assumptions are these and no others', () => {
  const assumed = profiles.flatMap((profile) => assumptionsOf(profile).map(({ field }) => `${profile.id} ${field}`));
  expect(assumed).toEqual(ASSUMED);
});
