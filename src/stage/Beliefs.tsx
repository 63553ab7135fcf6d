/** What the load balancer believes of each server, and, where it is wrong, the truth beside it. */
import type { ServerSnapshot } from '../engine/index.ts';
import { Term } from '../glossary/Term.tsx';
import { inPool } from '../lab/present.ts';
import { selectBindsPeople, selectKeepsInDrain, selectServers } from '../lab/selectors.ts';
import { useLabState } from '../lab/useLab.ts';
import { seconds } from '../lab/wording.ts';
import { words } from '../language/words.ts';
import styles from './Balancer.module.css';
import { troubleOf } from './serverWords.ts';

const said = words.stage.beliefs;

export function Beliefs({ isBrief }: { readonly isBrief: boolean }) {
  // Those of which nothing is to be said share a line; of many only how many they are.
  const plain = useLabState((state) =>
    selectServers(state).flatMap((server) => (inPool(server) && !isRemarkable(server) ? [server.id] : [])),
  );
  const special = useLabState((state) => selectServers(state).filter((one) => inPool(one) && isRemarkable(one)));
  const keepsInDrain = useLabState((state) => selectBindsPeople(state) && selectKeepsInDrain(state));
  const isLong = plain.length + special.length > MOST_BELIEFS;
  const shown = special.slice(0, MOST_BELIEFS);
  return (
    <>
      <h3>
        <Term id="health-check">{said.title}</Term>
      </h3>
      <ul className={styles['beliefs']}>
        {plain.length > 0 ? (
          <li>
            <span aria-hidden="true">●</span>
            {isLong ? null : <strong>{plain.join(' ')}</strong>}
            <span className={styles['belief']}>{isLong ? words.stage.balancer.allUp(plain.length) : said.up}</span>
          </li>
        ) : null}
        {shown.map((server) => {
          const { isUp, text, brief } = beliefOf(server, keepsInDrain);
          const truth = truthBeside(server, isUp, isBrief);
          return (
            <li key={server.id}>
              <span aria-hidden="true">{isUp ? '●' : '×'}</span>
              <strong>{server.id}</strong>
              <span className={styles['belief']}>
                {isBrief ? brief : text}
                {truth === null ? null : <strong className={styles['truth']}> ({truth})</strong>}
              </span>
            </li>
          );
        })}

        {special.length > shown.length ? (
          <li className={styles['belief']}>{words.stage.balancer.more(special.length - shown.length)}</li>
        ) : null}
      </ul>
    </>
  );
}

const MOST_BELIEFS = 12;

/** Anything but plainly up, and that in truth. */
const isRemarkable = (server: ServerSnapshot): boolean =>
  server.belief !== 'up' || server.admin !== 'ready' || troubleOf(server) !== null;

function beliefOf(server: ServerSnapshot, keepsInDrain: boolean): { isUp: boolean; text: string; brief: string } {
  const { belief, admin } = server;
  const { against, needed } = server.checks;
  const plain = (isUp: boolean, text: string) => ({ isUp, text, brief: text });
  if (admin === 'maintenance') return plain(false, words.stage.server.maintenance);
  switch (belief) {
    case 'going-down':
      return { isUp: true, text: said.upFailing(against, needed), brief: said.brief.failing(against, needed) };
    case 'going-up':
      return { isUp: false, text: said.downPassing(against, needed), brief: said.brief.passing(against, needed) };
    case 'down': {
      const text = server.unwellSinceMs === null ? said.down : said.downSeen(seconds(seenAfterMs(server)));
      return { isUp: false, text, brief: said.down };
    }
    case 'up':
      return admin === 'drain'
        ? { isUp: true, text: said.drains(keepsInDrain), brief: said.brief.drains(keepsInDrain) }
        : plain(true, said.up);
  }
}

const seenAfterMs = ({ beliefSinceMs, unwellSinceMs }: ServerSnapshot): number =>
  Math.max(0, beliefSinceMs - (unwellSinceMs ?? 0));

function truthBeside(server: ServerSnapshot, isBelievedUp: boolean, isBrief: boolean): string | null {
  if (server.admin === 'maintenance') return null;
  const trouble = troubleOf(server);
  const { truth } = words.stage.trouble;
  if (trouble !== null && isBelievedUp) return isBrief ? truth[trouble] : truth.inTruth[trouble];
  // Down is what it is: of these only how, where that is not death.
  if (trouble === 'hung' || trouble === 'cut') return truth[trouble];
  if (server.process === 'running' && !isBelievedUp) return isBrief ? truth.runs : truth.inTruth.runs;
  return null;
}
