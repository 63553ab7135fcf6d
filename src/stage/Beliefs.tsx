/** What the load balancer believes of each server, and, where it is wrong, the truth beside it. */
import type { ServerSnapshot } from '../engine/index.ts';
import { Term } from '../glossary/Term.tsx';
import { inPool } from '../lab/present.ts';
import { seconds } from '../lab/wording.ts';
import styles from './Balancer.module.css';

interface BeliefsProps {
  readonly servers: readonly ServerSnapshot[];
  /** Whether persistence sends people back to their server. */
  readonly bindsPeople: boolean;
  readonly isBrief: boolean;
}

export function Beliefs({ servers, bindsPeople, isBrief }: BeliefsProps) {
  return (
    <>
      <h3>
        <Term id="health-check">Believes</Term>
      </h3>
      <ul className={styles['beliefs']}>
        {servers.filter(inPool).map((server) => {
          const { isUp, text } = beliefOf(server, bindsPeople);
          const truth = truthBeside(server, isUp, isBrief);
          return (
            <li key={server.id}>
              <span aria-hidden="true">{isUp ? '●' : '×'}</span>
              <strong>{server.id}</strong>
              <span className={styles['belief']}>
                {isBrief
                  ? text.replace(/^down, seen.*|^(?:up|down), /, (said) =>
                      said.startsWith('down, seen') ? 'down' : '',
                    )
                  : text}
                {truth === null ? null : <strong className={styles['truth']}> ({truth})</strong>}
              </span>
            </li>
          );
        })}
      </ul>
    </>
  );
}

function beliefOf(server: ServerSnapshot, bindsPeople: boolean): { isUp: boolean; text: string } {
  const { belief, checks, admin } = server;
  const progress = `${checks.against} of ${checks.needed}`;
  switch (belief) {
    case 'going-down':
      return { isUp: true, text: `up, failing ${progress}` };
    case 'going-up':
      return { isUp: false, text: `down, passing ${progress}` };
    case 'down':
      return {
        isUp: false,
        text: server.deadAtMs === null ? 'down' : `down, seen after ${seconds(seenAfterMs(server))}`,
      };
    case 'up':
      return {
        isUp: true,
        text: admin === 'drain' ? `up, drains: ${bindsPeople ? 'no strangers' : 'nobody goes there'}` : 'up',
      };
  }
}

const seenAfterMs = ({ beliefSinceMs, deadAtMs }: ServerSnapshot): number =>
  Math.max(0, beliefSinceMs - (deadAtMs ?? 0));

function truthBeside(server: ServerSnapshot, isBelievedUp: boolean, isBrief: boolean): string | null {
  if (server.process === 'dead' && isBelievedUp) return isBrief ? 'dead' : 'in truth dead';
  if (server.process === 'running' && !isBelievedUp) return isBrief ? 'runs' : 'in truth it runs';
  return null;
}
