/** What caused the harm so far, and how much of it is still to come: one sentence, never a cause that was not. */
import type { Snapshot } from '../engine/index.ts';
import { words } from '../language/words.ts';
import type { LabState } from './labState.ts';
import type { Outage, RunRecord } from './record.ts';
import { bindsPeople } from './wording.ts';

const said = words.harmStory;

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
  if (died === 0) return said.noneDied(server);
  const how = said.how[cause];
  if (harm.unnoticed === 0) return said.allBack(died, server, how);
  const graves = servers.find(({ id }) => id === server)?.graves.length ?? 0;
  const unaware = Math.min(graves, victims?.length ?? died);
  if (unaware === 0) return said.stillToCome(harm.unnoticed);
  return unaware === died ? said.noneBack(died, server, how) : said.someBack(unaware, died, server, how);
}

function nodeText(node: string, sessions: number, { harm }: Snapshot): string {
  if (sessions === 0) return said.noneDied(node);
  const died = said.diedWith(sessions, node);
  return harm.unnoticed === 0 ? died : `${died} ${said.stillToCome(harm.unnoticed)}`;
}

/** Nothing ended. Sessions can be lost all the same: where nobody is sent back, or where they are sent back elsewhere. */
function quietText(snapshot: Snapshot, { happenings }: RunRecord): string {
  if (snapshot.harm.sessionsLost === 0) return snapshot.harm.requestsFailed > 0 ? said.nobody : said.invitation;
  const hasMoved = happenings.some(({ kind }) => kind === 'network-changed' || kind === 'action');
  if (hasMoved) return said.sentElsewhere;
  return bindsPeople(snapshot) ? said.pinnedElsewhere : said.turnsElsewhere;
}
