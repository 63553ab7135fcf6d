/** Links cut and mended, and parts of the store killed and started. */
import type { Refusal } from '../actions.ts';
import { recordEnding } from '../causes/endings.ts';
import { isAlive, markBereft } from '../ledger.ts';
import { isSo, linkBetween, setLink } from '../links.ts';
import { type Run, sessionContext } from '../run.ts';
import { NONE } from '../world.ts';
import { type ActionNamed, type Acts, refuse, serverRow } from './contract.ts';

export const linkActs: Acts<'cutLink' | 'mendLink' | 'killNode' | 'startNode'> = {
  cutLink: { refusal: linkRefusal, perform: changeLink },
  mendLink: { refusal: linkRefusal, perform: changeLink },
  killNode: {
    refusal: (run, { node }) => nodeRefusal(run, node, false),
    perform: (run, { node }) => setNode(run, node, false),
  },
  startNode: {
    refusal: (run, { node }) => nodeRefusal(run, node, true),
    perform: (run, { node }) => setNode(run, node, true),
  },
};

type LinkAction = ActionNamed<'cutLink' | 'mendLink'>;

function linkRefusal(run: Run, { do: done, a, b }: LinkAction): Refusal | null {
  const link = linkBetween(run, a, b);
  if (link === null) return refuse('no-such-link', 'a', `${a} – ${b}`);
  const isCut = done === 'cutLink';
  return isSo(run, link, isCut) ? refuse(isCut ? 'already-cut' : 'not-cut', 'a', `${a} – ${b}`) : null;
}

function changeLink(run: Run, { do: done, a, b }: LinkAction): void {
  const what = done === 'cutLink' ? 'cut' : 'mended';
  // A server first, whoever was named first.
  const ends = serverRow(run.world, a) === NONE ? { a: b, b: a } : { a, b };
  run.sink.happened?.({ kind: 'link', atMs: run.world.nowUs / 1000, what, ...ends });
  setLink(run, linkBetween(run, a, b)!, done === 'cutLink');
}

function nodeRefusal(run: Run, name: string, wantsUp: boolean): Refusal | null {
  const store = run.sessionState.store(run.world.sessionStateMemory, sessionContext(run));
  const node = store?.nodes.find(({ id }) => id === name);
  if (node === undefined) return refuse('no-such-node', 'node', name);
  if (node.isUp !== wantsUp) return null;
  return refuse(wantsUp ? 'already-there' : 'already-down', 'node', name);
}

function setNode(run: Run, node: string, isUp: boolean): void {
  const { world } = run;
  const known: number[] = [];
  for (let person = 0; person < world.peopleCount; person += 1) {
    if (world.people.signedIn[person] === 1 && isAlive(run, world.people.session[person]!)) known.push(person);
  }
  run.sessionState.setNode(node, isUp, world.sessionStateMemory, sessionContext(run));
  const bereft = known.filter((person) => !isAlive(run, world.people.session[person]!));
  // A part that comes back empty puts sessions out of reach that lie in another one; it may die again.
  const ending = isUp ? 0 : recordEnding(run, 'node-killed', node);
  for (const person of bereft) {
    if (isUp) world.people.ending[person] = 0;
    else markBereft(run, person, ending);
  }
  run.sink.happened?.({
    ...{ kind: 'node', atMs: world.nowUs / 1000, node },
    ...{ what: isUp ? 'started' : 'killed', sessions: bereft.length },
  });
}
