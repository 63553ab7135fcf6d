/** What caused the harm so far, and how much of it is still to come: one sentence, never a cause that was not. */
import { LOSS_CAUSES, type LossCause, NOT_LOST, type Snapshot } from '../engine/index.ts';
import { words } from '../language/words.ts';
import type { LabState } from './labState.ts';
import { type JointOutage, lastOutage } from './lastOutage.ts';
import { serversName } from './things.ts';
import { bindsPeople } from './wording.ts';

const said = words.harmStory;

export function harmStory(state: LabState): string {
  const { snapshot, record } = state;
  if (snapshot === null) return '';
  const deadly = lastOutage(record.outages, ({ died }) => died > 0);
  const harmless = lastOutage(record.outages);
  const node = record.happenings.findLast((one) => one.kind === 'node' && one.what === 'killed');
  if (deadly !== null) return outageText(deadly, snapshot);
  if (node?.kind === 'node') return nodeText(node.node, node.sessions, snapshot);
  // Where sessions are lost all the same, the server that took none with it is not the cause.
  if (harmless !== null && snapshot.harm.sessionsLost === 0) return outageText(harmless, snapshot);
  return quietText(snapshot, state);
}

function outageText({ servers, cause, died }: JointOutage, snapshot: Snapshot): string {
  const { harm } = snapshot;
  const whom = serversName(servers);
  if (died === 0) return said.noneDied(whom);
  const how = said.how[cause](servers.length === 1);
  if (harm.unnoticed === 0) return said.allBack(died, whom, how);
  const graves = snapshot.servers.reduce((sum, one) => sum + (servers.includes(one.id) ? one.graves.length : 0), 0);
  const unaware = Math.min(graves, died);
  if (unaware === 0) return said.stillToCome(harm.unnoticed);
  return unaware === died ? said.noneBack(died, whom, how) : said.someBack(unaware, died, whom, how);
}

function nodeText(node: string, sessions: number, { harm }: Snapshot): string {
  if (sessions === 0) return said.noneDied(node);
  const died = said.diedWith(sessions, node);
  return harm.unnoticed === 0 ? died : `${died} ${said.stillToCome(harm.unnoticed)}`;
}

/** No server and no store ended. Sessions can be lost all the same; what for is counted by the engine. */
function quietText(snapshot: Snapshot, { measured }: LabState): string {
  if (snapshot.harm.sessionsLost === 0) return snapshot.harm.requestsFailed > 0 ? said.nobody : said.invitation;
  const lostBy = Object.entries(measured?.measures.sessionsLostBy ?? {}) as [LossCause, number][];
  const lost = lostBy.filter(([cause, count]) => count > 0 && !NOT_LOST.includes(cause));
  const [cause, count] = lost.toSorted((a, b) => b[1] - a[1])[0] ?? [null, 0];
  if (cause === null || (cause === 'not-bound' && !bindsPeople(snapshot))) return said.turnsElsewhere;
  return said.mostly(LOSS_CAUSES[cause], count, snapshot.harm.sessionsLost);
}
