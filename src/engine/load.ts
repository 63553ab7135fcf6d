/** What each server has and does: its sessions, and the work of its workers. */
import { isSilentTooLong } from './people.ts';
import type { Run } from './run.ts';
import { PHASE, type ServerState } from './world.ts';

/** Sessions whose home each server is now. */
export function sessionsPerServer(run: Run): number[] {
  const { world } = run;
  const counts = world.servers.map(() => 0);
  for (let person = 0; person < world.peopleCount; person += 1) {
    const home = world.people.home[person]!;
    const isKnown = world.people.signedIn[person] === 1 && world.people.isBereft[person] === 0;
    if (home >= 0 && isKnown && !isSilentTooLong(run, person)) counts[home]! += 1;
  }
  return counts;
}

/** Worker time spent on requests so far, those under way included. */
export function busyUsOf(run: Run, server: ServerState, row: number): number {
  const { nowUs, requests, requestRows } = run.world;
  let busyUs = server.busyUs;
  for (let request = 0; request < requestRows && server.busy > 0; request += 1) {
    const isHere = requests.isActive[request] === 1 && requests.server[request] === row;
    if (isHere && requests.phase[request] === PHASE.working) busyUs += nowUs - requests.workingFromUs[request]!;
  }
  return busyUs;
}
