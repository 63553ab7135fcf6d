/** Finds, in a line of HTTP text, the values that can be read: marks, sessions, credentials, the key of a table. */
import type { Carriage } from './carriage.ts';

export type WireValue = { readonly text: string } & (
  | { readonly kind: 'mark'; readonly place: 'cookie' | 'header'; readonly name: string }
  /** With the prefix, suffix or route that rides on it. */
  | { readonly kind: 'session'; readonly place: 'cookie' | 'url'; readonly name: string }
  | { readonly kind: 'credentials' }
  | { readonly kind: 'address' }
  /** The target of a request whose word finds a row. */
  | { readonly kind: 'path' }
);

export interface ValueSpan {
  readonly start: number;
  readonly end: number;
  readonly value: WireValue;
}

export function valuesIn(line: string, isFirst: boolean, carriage: Carriage): readonly ValueSpan[] {
  const { cookieName, carriedAs, carrier, tableKey } = carriage;
  const spans: ValueSpan[] = [];
  const find = (pattern: RegExp, toValue: (text: string) => WireValue): void => {
    const found = pattern.exec(line);
    const text = found?.[1];
    if (!found || text === undefined || text === '') return;
    const start = found.index + found[0].length - text.length;
    spans.push({ start, end: start + text.length, value: toValue(text) });
  };
  const inCookies = (name: string): RegExp =>
    new RegExp(`^(?:set-)?cookie:(?:[^=]*=[^;]*;)*? *${literal(name)}=([^;]*)`, 'i');

  if (carriedAs === 'credentials') find(/^authorization: Basic (\S+)/i, (text) => ({ kind: 'credentials', text }));
  else if (carrier?.kind === 'url') {
    const name = carrier.parameter;
    find(new RegExp(`;${literal(name)}=([^;?" ]+)`), (text) => ({ kind: 'session', place: 'url', name, text }));
  } else find(inCookies(cookieName), (text) => ({ kind: 'session', place: 'cookie', name: cookieName, text }));

  if (carrier?.kind === 'cookie') {
    const { name } = carrier;
    find(inCookies(name), (text) => ({ kind: 'mark', place: 'cookie', name, text }));
  }
  if (carrier?.kind === 'header') {
    const { name } = carrier;
    find(new RegExp(`^${literal(name)}: *(.+)`, 'i'), (text) => ({ kind: 'mark', place: 'header', name, text }));
  }
  if (isFirst && tableKey === 'path') find(/^[A-Z]+ (\S+)/, (text) => ({ kind: 'path', text }));
  return spans.sort((one, other) => one.start - other.start);
}

const literal = (text: string): string => text.replace(/[^\w]/g, '\\$&');
