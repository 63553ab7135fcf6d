/** The HTTP text of the explained request, on both sides of the load balancer. */
import { useState } from 'react';
import { useLabState } from '../lab/useLab.ts';
import { counted } from '../lab/wording.ts';
import { Button } from '../ui/Button.tsx';
import styles from './Inspect.module.css';

const SIDES = ['client', 'server'] as const;
type Side = (typeof SIDES)[number];
const NAMES: Readonly<Record<Side, string>> = { client: 'client side', server: 'server side' };

export function OnTheWire() {
  const [side, setSide] = useState<Side>('client');
  const [isWhole, setIsWhole] = useState(false);
  const wire = useLabState((state) => state.explanation?.wire ?? null);
  const there = wire === null ? null : side === 'client' ? wire.clientToBalancer : wire.balancerToServer;
  const back = wire === null ? null : side === 'client' ? wire.balancerToClient : wire.serverToBalancer;
  const other =
    wire === null ? '' : side === 'server' ? `${wire.clientToBalancer}\n${wire.balancerToClient ?? ''}` : null;

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
          <Button
            look="plain"
            aria-pressed={isWhole}
            onClick={() => setIsWhole(!isWhole)}
            title="Every line, and tokens to their end"
          >
            in full
          </Button>
        </div>
      </div>
      {wire === null ? (
        <p className={styles['hint']}>The real HTTP text of that request, with its cookies and tokens.</p>
      ) : (
        <div className={styles['wire']} tabIndex={0} role="region" aria-label={`HTTP text, ${NAMES[side]}`}>
          <Message text={there} other={other} isWhole={isWhole} nothing="nothing was sent to a server" />
          <Message text={back} other={other} isWhole={isWhole} nothing="no answer came" />
        </div>
      )}
    </section>
  );
}

interface MessageProps {
  readonly text: string | null;
  /** The text of the other side: lines that it does not have were changed by the load balancer. */
  readonly other: string | null;
  readonly isWhole: boolean;
  readonly nothing: string;
}

function Message({ text, other, isWhole, nothing }: MessageProps) {
  if (text === null) return <p className={styles['hint']}>{nothing}</p>;
  const known = new Set(other === null ? [] : linesOf(other));
  const lines = linesOf(text).map((line, index) => ({
    line,
    key: `${index} ${line}`,
    isLit: other === null ? carriesIdentity(line) : line !== '' && !known.has(line),
    isFirst: index === 0,
  }));
  const shown = isWhole
    ? lines
    : lines.filter(({ line, isLit, isFirst }) => isFirst || isLit || /^(host|location):/i.test(line));
  const left = lines.filter(({ line }) => line !== '').length - shown.length;
  return (
    <pre>
      {shown.map(({ line, key, isLit }) => (
        <span key={key} data-lit={isLit}>
          {line === '' ? '\u00a0' : isWhole ? line : shortened(line)}
        </span>
      ))}
      {!isWhole && left > 0 ? <span className={styles['left']}>… {counted(left, 'more line')}</span> : null}
    </pre>
  );
}

const linesOf = (text: string): readonly string[] => text.replace(/\r/g, '').trimEnd().split('\n');

/** Session ids and tokens by their beginning: what matters is that they are there, and what stands after them. */
const shortened = (line: string): string => line.replace(/[\w.-]{28,}/g, (token) => `${token.slice(0, 12)}…`);

/** The lines by which a person is known. */
const carriesIdentity = (line: string): boolean => /^(cookie|set-cookie|authorization):/i.test(line);
