/**
 * Networks: how far away people are, and which address the load balancer sees. Addresses are those set aside for
 * documentation and tests (RFC 5737, RFC 2544).
 */
import { type Lognormal, lognormal } from './random.ts';
import { NETWORKS, type Network } from './scenario.ts';
import type { World } from './world.ts';

/** Between load balancer, servers and stores of one data centre, one way, in µs. Assumption: half a millisecond there and back. */
export const DATA_CENTRE_ONE_WAY_US = 250;

export interface NetworkDescription {
  readonly id: Network;
  readonly about: {
    /** "Office, behind NAT": how people call it. */
    readonly name: string;
    /** One line for the picker. */
    readonly says: string;
    /** Where its figures come from. */
    readonly source: string;
  };
  /** Between client and load balancer. */
  readonly roundTripMs: { readonly median: number; readonly p99: number };
  /** The address of the n-th who comes to it, counted from 0. */
  address(n: number): string;
  /** Addresses by which one person's requests leave, from request to request another one; 1 for nearly everyone. */
  readonly exits: number;
  /** Mean time after which a person gets another address without doing anything; 0 for never. */
  readonly movesEveryMs: number;
}

/** Who shares an address with how many, behind a carrier's NAT. */
const PEOPLE_PER_CARRIER_ADDRESS = 64;
/** The upper half of a documentation network (RFC 5737), but its last address. */
const CARRIER_ADDRESSES = 127;

const BY_ID: Readonly<Record<Network, NetworkDescription>> = {
  home: {
    id: 'home',
    about: {
      name: 'At home',
      says: 'A broadband line with an address of its own.',
      source: 'assumption: broadband, 30 ms, 99 % below 120 ms',
    },
    roundTripMs: { median: 30, p99: 120 },
    address: homeAddress,
    exits: 1,
    movesEveryMs: 0,
  },
  'office-nat': {
    id: 'office-nat',
    about: {
      name: 'Office, behind NAT',
      says: 'All who work there have one address.',
      source: 'RFC 3022 (NAPT), one address for all; round trip as broadband',
    },
    roundTripMs: { median: 30, p99: 120 },
    address: () => '192.0.2.10',
    exits: 1,
    movesEveryMs: 0,
  },
  mobile: {
    id: 'mobile',
    about: {
      name: 'Phone, on the move',
      says: 'Farther away, and with another address every ten minutes or so.',
      source: 'assumption: 60 ms, 99 % below 400 ms; a new address every 10 minutes on average, at random',
    },
    roundTripMs: { median: 60, p99: 400 },
    address: mobileAddress,
    exits: 1,
    movesEveryMs: 600_000,
  },
  'carrier-nat': {
    id: 'carrier-nat',
    about: {
      name: 'Carrier, behind NAT',
      says: 'Thousands of a carrier’s customers behind few addresses, 64 of them behind each.',
      source: 'RFC 6888 (carrier-grade NAT); assumption: 64 behind an address (1024 ports each), round trip as mobile',
    },
    roundTripMs: { median: 60, p99: 400 },
    address: (n) => `192.0.2.${128 + (Math.floor(n / PEOPLE_PER_CARRIER_ADDRESS) % CARRIER_ADDRESSES)}`,
    exits: 1,
    movesEveryMs: 0,
  },
  'proxy-farm': {
    id: 'proxy-farm',
    about: {
      name: 'Behind a farm of proxies',
      says: 'Each request leaves by one of four addresses, which all customers share.',
      source:
        'clusters of proxies as those for which ipvsadm(8) has `--netmask`; assumption: four exits, 20 ms farther away',
    },
    roundTripMs: { median: 50, p99: 200 },
    address: (n) => `192.0.2.${64 + (n % 4)}`,
    exits: 4,
    movesEveryMs: 0,
  },
};

/** In the order of `NETWORKS`: a person's row names theirs by its place here. */
export const networks: readonly NetworkDescription[] = NETWORKS.map((id) => BY_ID[id]);

/** Round trips in µs, in the order of `NETWORKS`. */
export const ROUND_TRIPS: readonly Lognormal[] = networks.map(({ roundTripMs: { median, p99 } }) =>
  lognormal(median * 1000, p99 * 1000),
);

export const networkIndex = (network: Network): number => NETWORKS.indexOf(network);

/** The row of an address in the run's list, added if new. */
export function internAddress(world: World, address: string): number {
  const known = world.addresses.rowOf.get(address);
  if (known !== undefined) return known;
  const row = world.addresses.text.length;
  world.addresses.text.push(address);
  world.addresses.ipv4.push(parseIpv4(address));
  world.addresses.rowOf.set(address, row);
  return row;
}

/** The address of the next who comes to that network. */
export function nextAddress(world: World, network: number): number {
  const { nextOf } = world.addresses;
  const n = nextOf[network] ?? 0;
  nextOf[network] = n + 1;
  return internAddress(world, networks[network]!.address(n));
}

/** 203.0.113.1–254 first, then 198.18.0.0/15, which has room for 131,072. */
function homeAddress(n: number): string {
  return n < 254 ? `203.0.113.${n + 1}` : benchmarkAddress(n - 254);
}

/**
 * The upper half of 198.18.0.0/15, one after the other in another /24: who is near in time is far in addresses, as with
 * phones of several carriers. Then the lower half downwards.
 */
function mobileAddress(n: number): string {
  const place = n % 131_072;
  return place < 65_536 ? `198.19.${place & 255}.${255 - (place >> 8)}` : benchmarkAddress(131_071 - place);
}

function benchmarkAddress(n: number): string {
  return `198.${18 + ((n >> 16) & 1)}.${(n >> 8) & 255}.${n & 255}`;
}

/** The address as a number, -1 if it is not dotted IPv4. */
export function parseIpv4(address: string): number {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(address);
  if (match === null) return -1;
  let value = 0;
  for (const part of match.slice(1)) {
    const byte = Number(part);
    if (byte > 255) return -1;
    value = value * 256 + byte;
  }
  return value;
}
