/** The fields of the form, described as the options of a module are. */
import {
  ARRANGEMENTS,
  arrangements,
  BEHAVIOURS,
  behaviours,
  NETWORKS,
  networks,
  type OptionDescription,
} from '../../engine/index.ts';
import { MOST_PEOPLE, MOST_SERVERS } from '../../lab/pictureLimits.ts';

const whole = (min: number, max: number): OptionDescription => ({
  ...{ kind: 'count', default: min, min, max, says: '', source: '' },
});
const span = (minMs: number, maxMs: number): OptionDescription => ({
  ...{ kind: 'duration', defaultMs: minMs, minMs, maxMs, says: '', source: '' },
});
const flag: OptionDescription = { kind: 'flag', default: true, says: '', source: '' };
const oneOf = (values: readonly string[]): OptionDescription => ({
  ...{ kind: 'choice', values, default: values[0] ?? '', says: '', source: '' },
});

export const START_FIELDS = {
  serverCount: whole(1, MOST_SERVERS),
  workers: whole(1, 1000),
  thinkMs: span(1, 3_600_000),
  visitRequests: whole(2, 1_000_000),
  serviceMedianMs: span(1, 3_600_000),
  serviceP99Ms: span(1, 3_600_000),
  distanceMs: span(0, 60_000),
  rotatesAtSignIn: flag,
  seed: whole(0, 2 ** 32 - 1),
} satisfies Readonly<Record<string, OptionDescription>>;

/** How many load balancers there are, and what two are to one another. */
export const BALANCER_FIELDS = {
  balancers: oneOf(['1', '2']),
  arrangement: oneOf(ARRANGEMENTS),
  peers: flag,
} satisfies Readonly<Record<string, OptionDescription>>;

export const GROUP_FIELDS = {
  count: whole(0, MOST_PEOPLE),
  behaviour: oneOf(BEHAVIOURS),
  network: oneOf(NETWORKS),
  blocksCookies: flag,
} satisfies Readonly<Record<string, OptionDescription>>;

export const groupFieldName = (group: number, name: string): string => `group${group}-${name}`;

export const nameOfValue = (value: string): string =>
  [...behaviours, ...networks, ...arrangements].find(({ id }) => id === value)?.about.name ?? value;
