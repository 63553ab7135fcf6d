/** Networks: how far away people are, and which address the load balancer sees. Addresses are those set aside for documentation and tests (RFC 5737, RFC 2544). */
import { type Lognormal, lognormal } from './random.ts';
import { NETWORKS, type Network } from './scenario.ts';
import type { World } from './world.ts';

/** Between load balancer, servers and stores of one data centre, one way, in µs. Assumption: half a millisecond there and back. */
export const DATA_CENTRE_ONE_WAY_US = 250;

/** Round trips between client and load balancer in µs. Assumptions of the field: broadband 30/120 ms, mobile 60/400 ms. */
export const ROUND_TRIP: Readonly<Record<Network, Lognormal>> = {
  home: lognormal(30_000, 120_000),
  'office-nat': lognormal(30_000, 120_000),
  mobile: lognormal(60_000, 400_000),
};

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

/** A new address in that network; behind the office's NAT everyone has the same one. */
export function nextAddress(world: World, network: Network): number {
  const { nextOf } = world.addresses;
  if (network === 'office-nat') return internAddress(world, '192.0.2.10');
  const index = networkIndex(network);
  const n = nextOf[index]!;
  nextOf[index] = n + 1;
  return internAddress(world, network === 'mobile' ? mobileAddress(n) : homeAddress(n));
}

/** 203.0.113.1–254 first, then 198.18.0.0/15, which has room for 131,072. */
function homeAddress(n: number): string {
  return n < 254 ? `203.0.113.${n + 1}` : benchmarkAddress(n - 254);
}

/** 198.51.100.1–254 first, then the upper end of 198.18.0.0/15 downwards. */
function mobileAddress(n: number): string {
  return n < 254 ? `198.51.100.${n + 1}` : benchmarkAddress(131_071 - ((n - 254) % 131_072));
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
