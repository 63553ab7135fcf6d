/** The HTTP text of the explained request, on both sides of the load balancer. */
import { useState } from 'react';
import { useLabState } from '../lab/useLab.ts';
import { Button } from '../ui/Button.tsx';
import styles from './Inspect.module.css';

const SIDES = ['client', 'server'] as const;
type Side = (typeof SIDES)[number];
const NAMES: Readonly<Record<Side, string>> = { client: 'client ↔ load balancer', server: 'load balancer ↔ server' };

export function OnTheWire() {
  const [side, setSide] = useState<Side>('client');
  const wire = useLabState((state) => state.explanation?.wire ?? null);
  const there = wire === null ? null : side === 'client' ? wire.clientToBalancer : wire.balancerToServer;
  const back = wire === null ? null : side === 'client' ? wire.balancerToClient : wire.serverToBalancer;
  const other = wire === null ? '' : side === 'server' ? `${wire.clientToBalancer}\n${wire.balancerToClient ?? ''}` : null;

  return (
    <section className={styles['column']} aria-labelledby="wire">
      <div className={styles['title']}>
        <h2 id="wire">On the wire</h2>
        <div className={styles['sides']} role="group" aria-label="Side of the load balancer">
          {SIDES.map((one) => (
            <Button key={one} look="plain" aria-pressed={side === one} onClick={() => setSide(one)}>
              {NAMES[one]}
            </Button>
          ))}
        </div>
      </div>
      {wire === null ? (
        <p className={styles['hint']}>The real HTTP text of that request, with its cookies and tokens.</p>
      ) : (
        <div className={styles['wire']} tabIndex={0} role="region" aria-label={`HTTP text, ${NAMES[side]}`}>
          <Message text={there} other={other} nothing="nothing was sent to a server" />
          <Message text={back} other={other} nothing="no answer came" />
        </div>
      )}
    </section>
  );
}

interface MessageProps {
  readonly text: string | null;
  /** The text of the other side: lines that it does not have were changed by the load balancer. */
  readonly other: string | null;
  readonly nothing: string;
}

function Message({ text, other, nothing }: MessageProps) {
  if (text === null) return <p className={styles['hint']}>{nothing}</p>;
  const known = new Set(other === null ? [] : linesOf(other));
  return (
    <pre>
      {linesOf(text).map((line, index) => (
        <span key={`${index} ${line}`} data-lit={other === null ? carriesIdentity(line) : line !== '' && !known.has(line)}>
          {line === '' ? '\u00a0' : line}
        </span>
      ))}
    </pre>
  );
}

const linesOf = (text: string): readonly string[] => text.replace(/\r/g, '').trimEnd().split('\n');

/** The lines by which a person is known. */
const carriesIdentity = (line: string): boolean => /^(cookie|set-cookie|authorization):/i.test(line);
