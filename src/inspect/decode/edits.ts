/**
 * A value of the wire taken apart into fields that can be changed, as in a browser's developer tools. Each field says what
 * the whole text becomes; a signature is never made anew, since its client has no key.
 */
import { readJwt, type Snapshot, writeJwt } from '../../engine/index.ts';
import type { Carriage } from './carriage.ts';
import { nameIn, type Surroundings, splitSession } from './decode.ts';
import type { WireValue } from './wireValues.ts';

export interface EditField {
  readonly name: 'server' | 'seen' | 'first' | 'id' | 'algorithm' | 'claim';
  /** Of a claim: how it is called. */
  readonly of: string;
  readonly value: string;
  /** What is likely to be tried; anything else is written into the whole text. */
  readonly choices: readonly string[];
  readonly write: (value: string) => string;
}

/** What stands in a client's cookies is the client's to change. */
export const isEditable = (value: WireValue): value is EditableValue =>
  (value.kind === 'mark' || value.kind === 'session') && value.place === 'cookie';

export type EditableValue = Extract<WireValue, { kind: 'mark' | 'session' }>;

/** Empty: it can only be changed as a whole. `original`: as it was received, with the signature that it had. */
export function fieldsOf(
  kind: WireValue['kind'],
  text: string,
  original: string,
  around: Surroundings,
): readonly EditField[] {
  return kind === 'mark' ? markFields(text, around) : sessionFields(text, original, around);
}

function markFields(text: string, { carriage, snapshot }: Surroundings): readonly EditField[] {
  const parts = text.split(DATE_SEPARATOR);
  const names = ['server', 'seen', 'first'] as const;
  return names.slice(0, parts.length).map((name, index) => ({
    name,
    of: '',
    value: parts[index] ?? '',
    choices: name === 'server' ? serverNames(carriage, snapshot) : [],
    write: (value) => parts.with(index, value).join(DATE_SEPARATOR),
  }));
}

function sessionFields(text: string, original: string, around: Surroundings): readonly EditField[] {
  const { carriage, snapshot } = around;
  const { core, name, where } = splitSession(text, carriage, snapshot);
  const separator = carriage.carrier !== null && 'separator' in carriage.carrier ? carriage.carrier.separator : '';
  const join = (server: string | null, session: string): string => {
    if (server === null) return session;
    return where === 'prefix' ? `${server}${separator}${session}` : `${session}${separator}${server}`;
  };
  const whole = splitSession(original, carriage, snapshot).core;
  const fields = coreFields(core, whole, around).map((field) => ({
    ...field,
    write: (value: string) => join(name, field.write(value)),
  }));
  if (name === null) return fields;
  const server: EditField = {
    ...{ name: 'server', of: '', value: name, choices: serverNames(carriage, snapshot) },
    write: (value) => join(value, core),
  };
  return where === 'prefix' ? [server, ...fields] : [...fields, server];
}

function coreFields(core: string, original: string, { carriage, seed }: Surroundings): readonly EditField[] {
  // Sealed: whatever is changed in it, no key opens it any more.
  if (carriage.carriedAs === 'encrypted') return [];
  if (carriage.carriedAs !== 'jwt')
    return [{ name: 'id', of: '', value: core, choices: [], write: (value: string) => value }];
  const read = readJwt(core, seed);
  return read === null ? [] : [algorithmField(core, original, read.header), ...claimFields(core, read.claims)];
}

function algorithmField(token: string, original: string, header: Readonly<Record<string, unknown>>): EditField {
  const [, payload = ''] = token.split('.');
  const [ownHeader = '', , ownSignature = ''] = original.split('.');
  const [noneHeader = ''] = writeJwt(NONE_HEADER, '{}', '').split('.');
  const value = String(header['alg'] ?? '');
  return {
    name: 'algorithm',
    of: '',
    value,
    choices: [...new Set([value, SIGNED, NONE])],
    write: (alg) => (alg === NONE ? `${noneHeader}.${payload}.` : `${ownHeader}.${payload}.${ownSignature}`),
  };
}

function claimFields(token: string, claims: Readonly<Record<string, unknown>>): readonly EditField[] {
  const [header = '', , signature = ''] = token.split('.');
  return Object.entries(claims)
    .filter(([, claim]) => typeof claim === 'string' || typeof claim === 'number' || typeof claim === 'boolean')
    .map(([of, claim]) => ({
      name: 'claim',
      of,
      value: String(claim),
      choices: [],
      write: (value) => {
        const changed = JSON.stringify({ ...claims, [of]: likeBefore(claim, value) });
        return writeJwt('{}', changed, signature).replace(/^[^.]*/, header);
      },
    }));
}

/** A number stays a number as long as it reads as one; what is written instead is a text. */
const likeBefore = (before: unknown, value: string): unknown =>
  typeof before === 'number' && value.trim() !== '' && Number.isFinite(Number(value)) ? Number(value) : value;

function serverNames(carriage: Carriage, snapshot: Snapshot | null): readonly string[] {
  const present = snapshot?.servers.filter(({ admin }) => admin !== 'removed') ?? [];
  return present.map((server) => nameIn(carriage, server));
}

const DATE_SEPARATOR = '|';
const SIGNED = 'HS256';
const NONE = 'none';
const NONE_HEADER = JSON.stringify({ alg: NONE, typ: 'JWT' });
