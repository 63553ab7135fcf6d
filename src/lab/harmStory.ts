/** What caused the harm so far, and how much of it is still to come: one sentence, never a cause that was not. */
import type { Snapshot } from '../engine/index.ts';
import type { LabState } from './labState.ts';
import type { Outage, RunRecord } from './record.ts';
import { bindsPeople, counted } from './wording.ts';

export function harmStory({ snapshot, record }: LabState): string {
  if (snapshot === null) return '';
  const deadly = record.outages.findLast(({ died }) => died > 0);
  const harmless = record.outages.at(-1);
  const node = record.happenings.findLast((one) => one.kind === 'node' && one.what === 'killed');
  if (deadly !== undefined) return outageText(deadly, snapshot);
  if (node?.kind === 'node') return nodeText(node.node, node.sessions, snapshot);
  // Where sessions are lost all the same, the server that took none with it is not the cause.
  if (harmless !== undefined && snapshot.harm.sessionsLost === 0) return outageText(harmless, snapshot);
  return quietText(snapshot, record);
}

function outageText({ server, cause, died, victims }: Outage, { servers, harm }: Snapshot): string {
  if (died === 0) return `No session died with ${server}.`;
  const how = cause === 'killed' ? '' : cause === 'restarted' ? ', which restarted,' : ', which was removed,';
  const people = counted(died, 'person', 'people');
  if (harm.unnoticed === 0) {
    return died === 1
      ? `The one person of ${server}${how} has come back and knows.`
      : `All ${people} of ${server}${how} have come back and know.`;
  }
  const graves = servers.find(({ id }) => id === server)?.graves.length ?? 0;
  const unaware = Math.min(graves, victims?.length ?? died);
  if (unaware === 0) return stillToComeText(harm.unnoticed);
  if (unaware === died)
    return `${died === 1 ? 'The one person' : `None of the ${people}`} of ${server}${how} has ${died === 1 ? 'not ' : ''}come back yet.`;
  return `${unaware} of the ${people} of ${server}${how} ${unaware === 1 ? 'has' : 'have'} not come back yet.`;
}

function nodeText(node: string, sessions: number, { harm }: Snapshot): string {
  if (sessions === 0) return `No session died with ${node}.`;
  const died = `${counted(sessions, 'session')} died with ${node}.`;
  return harm.unnoticed === 0 ? died : `${died} ${stillToComeText(harm.unnoticed)}`;
}

const stillToComeText = (unnoticed: number): string =>
  `${counted(unnoticed, 'person', 'people')} ${unnoticed === 1 ? 'has' : 'have'} a dead session and ${unnoticed === 1 ? 'does' : 'do'} not know it yet.`;

/** Nothing ended. Sessions can be lost all the same: where nobody is sent back, or where they are sent back elsewhere. */
function quietText(snapshot: Snapshot, { happenings }: RunRecord): string {
  if (snapshot.harm.sessionsLost === 0) {
    return snapshot.harm.requestsFailed > 0
      ? 'Nobody was signed out.'
      : 'Kill a server, and see who is signed out when they come back.';
  }
  const hasMoved = happenings.some(({ kind }) => kind === 'network-changed' || kind === 'action');
  if (hasMoved) return 'No session died: requests reached servers that do not hold the session.';
  return bindsPeople(snapshot)
    ? 'Nobody killed anything: requests reached servers that do not hold the session.'
    : 'Nobody killed anything: each turn lands on a server that does not know them.';
}
