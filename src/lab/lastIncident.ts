/** What a chart of the harm has to show as its cause: the last thing that was ended, and how long nobody had noticed. */
import { words } from '../language/words.ts';
import { lastOutage } from './lastOutage.ts';
import type { RunRecord } from './record.ts';
import { serversName } from './things.ts';
import { seconds } from './wording.ts';

export interface Incident {
  /** "kill s3" */
  readonly said: string;
  readonly fromMs: number;
  /** When it was noticed; null while it has not been. */
  readonly untilMs: number | null;
  /** "detected 4.6 s later"; empty where there is nothing to notice. */
  readonly noticed: string;
}

const said = words.measures;

export function lastIncident({ outages, happenings }: RunRecord): Incident | null {
  const outage = lastOutage(outages);
  const fall = happenings.findLast(
    (one) => one.kind === 'balancer-restarted' || (one.kind === 'balancer' && one.what === 'killed'),
  );
  if (fall !== undefined && 'balancer' in fall && fall.atMs >= (outage?.killedAtMs ?? 0)) {
    const isRestart = fall.kind === 'balancer-restarted';
    const cause = said.causeOf(said.causes[isRestart ? 'restarted' : 'killed'], fall.balancer);
    const taken = happenings.find(
      (one) =>
        one.kind === 'balancer' && one.atMs > fall.atMs && (one.what === 'took-address' || one.what === 'route-lost'),
    );
    const untilMs = isRestart ? fall.atMs : (taken?.atMs ?? null);
    const noticed = isRestart ? '' : noticedText(fall.atMs, untilMs, said.takenOverLater, said.notTakenOver);
    return { said: cause, fromMs: fall.atMs, untilMs, noticed };
  }
  if (outage === null) return null;
  const { cause, servers, killedAtMs, detectedAtMs } = outage;
  const noticed = cause === 'killed' ? noticedText(killedAtMs, detectedAtMs, said.detectedLater, said.notDetected) : '';
  const whom = serversName(servers);
  return { said: said.causeOf(said.causes[cause], whom), fromMs: killedAtMs, untilMs: detectedAtMs, noticed };
}

const noticedText = (
  fromMs: number,
  untilMs: number | null,
  later: (time: string) => string,
  notYet: string,
): string => (untilMs === null ? notYet : later(seconds(untilMs - fromMs)));
