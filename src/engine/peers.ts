/**
 * Peers, as HAProxy's: each row that a load balancer uses or changes is pushed to the other one, which takes it over
 * whatever it had; nobody asks who was right, so the last to arrive wins. A row is used when a request arrives, and again
 * when its answer is stored (measured: both are pushed, and seen at the other in less than a millisecond). What is pushed
 * while the link is cut is not seen until it is mended; then each teaches the other all it has, the first one first
 * (measured at HAProxy 2.6: after a cut both have the rows of the first).
 */
import { planHop } from './eventQueue.ts';
import { DATA_CENTRE_ONE_WAY_US } from './network.ts';
import { type StickTable, takeOver } from './persistence/stickTable.ts';
import type { Run } from './run.ts';
import { type BalancerState, EVENT } from './world.ts';

/** A table that a peer is to hear of keeps a list of what was touched. */
export function beginJournal(run: Run): void {
  const table = tableOf(run, run.balancer);
  if (table !== null && run.isPushing) table.touched = [];
}

/** Sends what the load balancer in attendance has touched since to the other one. */
export function pushRows(run: Run): void {
  const { world, balancer } = run;
  const table = tableOf(run, balancer);
  if (table === null || table.touched === null || table.touched.length === 0) return;
  const { touched } = table;
  table.touched = [];
  if (world.isPeerLinkCut) return;
  const to = 1 - balancer.row;
  for (const key of touched) {
    const row = table.rows.get(key);
    if (row === undefined) continue;
    world.peerMessages.push({ key, server: row.server, usedAtUs: row.usedAtUs });
    planHop(world.queue, world.nowUs + DATA_CENTRE_ONE_WAY_US, EVENT.peerPushes, to);
  }
}

/** A row arrives there. */
export function peerPushes(run: Run, to: number): void {
  const { world } = run;
  const message = world.peerMessages.shift()!;
  const balancer = world.balancers[to]!;
  const table = tableOf(run, balancer);
  if (table === null || balancer.process === 'dead' || world.isPeerLinkCut) return;
  takeOver(table, message.key, message.server, message.usedAtUs, run.persistenceContext.options);
}

/** It has started, or can be reached again: the other one teaches it all it has. */
export function learnFromPeer(run: Run, row: number): void {
  const { world } = run;
  if (run.isPushing) planHop(world.queue, world.nowUs + DATA_CENTRE_ONE_WAY_US, EVENT.peerTeaches, row);
}

/** All rows of the other one arrive there. */
export function peerTeaches(run: Run, to: number): void {
  const { world } = run;
  const [learner, teacher] = [world.balancers[to]!, world.balancers[1 - to]!];
  if (world.isPeerLinkCut || learner.process === 'dead' || teacher.process === 'dead') return;
  const own = tableOf(run, learner);
  const theirs = tableOf(run, teacher);
  if (own === null || theirs === null) return;
  for (const [key, { server, usedAtUs }] of theirs.rows) {
    takeOver(own, key, server, usedAtUs, run.persistenceContext.options);
  }
}

/** The table a load balancer keeps; null where persistence keeps none. */
export const tableOf = (run: Run, balancer: BalancerState): StickTable | null =>
  run.persistence.table?.(balancer.persistenceMemory) ?? null;
