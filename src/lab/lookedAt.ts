/** Which part of a request the load balancer looks at under the strategy in force: what is to be lit on the wire. */
import { balancings, type Choice, type OptionDescriptions, persistences, sessionStates } from '../engine/index.ts';
import { words } from '../language/words.ts';
import type { AxisChoices } from './strategyOf.ts';

export type LookedAt =
  | { readonly kind: 'nothing' }
  /** The connection itself: where it comes from. */
  | { readonly kind: 'source' }
  /** What the client says before any HTTP. */
  | { readonly kind: 'tls' }
  /** The target in the first line. */
  | { readonly kind: 'url' }
  | { readonly kind: 'cookie'; readonly name: string }
  | { readonly kind: 'header'; readonly name: string };

export function lookedAt({ balancing, persistence, sessionState }: AxisChoices): LookedAt {
  const { cookieName = '' } = sessionStates.find(({ id }) => id === sessionState.id) ?? {};
  const binding = persistences.find(({ id }) => id === persistence.id);
  if (binding !== undefined && binding.about.looksAt !== 'nothing') {
    const options = withDefaults(persistence, binding.options);
    const carrier = binding.carrier(options);
    const { looksAt } = binding.about;
    if (carrier?.kind === 'cookie' || carrier?.kind === 'header') return { kind: carrier.kind, name: carrier.name };
    if (carrier?.kind === 'url' || /URL|path/.test(looksAt)) return { kind: 'url' };
    if (carrier !== null || /cookie/.test(looksAt)) return { kind: 'cookie', name: cookieName };
    if (/ClientHello/.test(looksAt)) return { kind: 'tls' };
    const isForwarded = 'address' in options && options['address'] !== 'connection';
    return isForwarded ? { kind: 'header', name: 'X-Forwarded-For' } : { kind: 'source' };
  }
  const picking = balancings.find(({ id }) => id === balancing.id);
  if (picking?.isHashing !== true) return { kind: 'nothing' };
  return partOf(hashedKey(balancing) ?? 'source-address');
}

/** What a balancing hashes, as its option names it: chosen, or by default. Null where it hashes nothing. */
export function hashedKey(balancing: Choice): string | null {
  const picking = balancings.find(({ id }) => id === balancing.id);
  if (picking?.isHashing !== true) return null;
  return String(withDefaults(balancing, picking.options)['key'] ?? picking.about.looksAt);
}

/** "source address", "cookie SRV": a key as people say it. */
export const keyText = (key: string): string =>
  key
    .replace(':', ' ')
    .replace('source-', 'source ')
    .replace(/^url-parameter/, words.stage.balancer.urlParameter)
    .replace(/^url$/, 'URL');

function partOf(key: string): LookedAt {
  const name = key.slice(key.indexOf(':') + 1);
  if (key.startsWith('cookie:')) return { kind: 'cookie', name };
  if (key.startsWith('header:')) return { kind: 'header', name };
  return key.startsWith('url') ? { kind: 'url' } : { kind: 'source' };
}

/** Options as their module has them where nothing else was chosen; times are not needed here. */
export function withDefaults({ id: _, ...given }: Choice, options: OptionDescriptions) {
  const all: Record<string, string | number | boolean> = {};
  for (const [name, option] of Object.entries(options)) if (option.kind !== 'duration') all[name] = option.default;
  return { ...all, ...given } as Parameters<(typeof persistences)[number]['carrier']>[0];
}

export interface WirePart {
  readonly text: string;
  readonly isLit: boolean;
}

/** A line of HTTP text, with the part in it that is looked at set apart. */
export function partsOf(line: string, isFirst: boolean, seen: LookedAt): readonly WirePart[] {
  const found = patternOf(isFirst, seen)?.exec(line);
  if (!found) return [{ text: line, isLit: false }];
  const start = found.index + found[0].length - (found[1] ?? '').length;
  const end = start + (found[1] ?? '').length;
  return [
    { text: line.slice(0, start), isLit: false },
    { text: line.slice(start, end), isLit: true },
    { text: line.slice(end), isLit: false },
  ].filter(({ text }) => text !== '');
}

/** The first group is what is lit. */
function patternOf(isFirst: boolean, seen: LookedAt): RegExp | null {
  switch (seen.kind) {
    case 'nothing':
    case 'source':
    case 'tls':
      return null;
    case 'url':
      return isFirst ? /^[A-Z]+ (\S+)/ : null;
    case 'cookie':
      return new RegExp(`^(?:set-)?cookie:(?:.*;)? *(${literal(seen.name)}=[^;]*)`, 'i');
    case 'header':
      return new RegExp(`^(${literal(seen.name)}: .*)`, 'i');
  }
}

const literal = (text: string): string => text.replace(/[^\w]/g, '\\$&');
