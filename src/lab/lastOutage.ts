/** Servers that were ended at one moment are one outage to whoever reads: a rack that is killed, not its last server. */
import type { Outage } from './record.ts';

export interface JointOutage {
  readonly servers: readonly string[];
  readonly cause: Outage['cause'];
  readonly killedAtMs: number;
  /** Sessions that died with all of them. */
  readonly died: number;
  /** When the last of them was found out; null while one of them has not been. */
  readonly detectedAtMs: number | null;
}

/** The last one among those that matter, with all that happened together with it; null where there is none. */
export function lastOutage(
  outages: readonly Outage[],
  matters: (outage: Outage) => boolean = () => true,
): JointOutage | null {
  const last = outages.findLast(matters);
  if (last === undefined) return null;
  const { cause, killedAtMs } = last;
  const together = outages.filter((one) => one.cause === cause && one.killedAtMs === killedAtMs && matters(one));
  return {
    servers: together.map(({ server }) => server),
    cause,
    killedAtMs,
    died: together.reduce((sum, { died }) => sum + died, 0),
    detectedAtMs: together.reduce<number | null>(
      (latest, { detectedAtMs }) => (latest === null || detectedAtMs === null ? null : Math.max(latest, detectedAtMs)),
      0,
    ),
  };
}
