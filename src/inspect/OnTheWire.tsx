/** The HTTP text of the explained request, on both sides of the load balancer. */
import { useState } from 'react';
import { type LookedAt, lookedAt, partsOf, type WirePart } from '../lab/lookedAt.ts';
import { choicesOf } from '../lab/strategyOf.ts';
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
  const address = useLabState((state) => state.explanation?.request.address ?? '');
  const seen = useLabState((state) => lookedAt(choicesOf(state.scenario)));
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
          <p className={styles['hint']}>{litText(side, seen)}</p>
          <Message
            text={there}
            other={other}
            seen={seen}
            before={side === 'client' ? beforeHttp(seen, address) : null}
            isWhole={isWhole}
            nothing="nothing was sent to a server"
          />
          <Message text={back} other={other} seen={seen} before={null} isWhole={isWhole} nothing="no answer came" />
        </div>
      )}
    </section>
  );
}

function litText(side: Side, { kind }: LookedAt): string {
  if (side === 'server') return 'lit: what the load balancer has changed';
  return kind === 'nothing' ? 'the load balancer looks at nothing of this' : 'lit: what the load balancer looks at';
}

/** No line of HTTP says it: a comment does. */
function beforeHttp({ kind }: LookedAt, address: string): string | null {
  if (kind === 'source') return `from ${address}`;
  return kind === 'tls' ? 'TLS ClientHello, with a session id' : null;
}

interface MessageProps {
  readonly text: string | null;
  /** The text of the other side: lines that it does not have were changed by the load balancer. */
  readonly other: string | null;
  readonly seen: LookedAt;
  /** What the load balancer looks at before any HTTP, where that is what counts. */
  readonly before: string | null;
  readonly isWhole: boolean;
  readonly nothing: string;
}

function Message({ text, other, seen, before, isWhole, nothing }: MessageProps) {
  if (text === null) return <p className={styles['hint']}>{nothing}</p>;
  const known = new Set(other === null ? [] : linesOf(other).map(sameSpelling));
  const lines = linesOf(text).map((line, index) => {
    const isFirst = index === 0;
    const isChanged = other !== null && line !== '' && !known.has(sameSpelling(line));
    const parts = other === null ? partsOf(line, isFirst, seen) : [{ text: line, isLit: isChanged }];
    const isKey = isFirst || parts.some(({ isLit }) => isLit) || IS_TOLD.test(line);
    return { line, parts, isKey, key: `${index} ${line}` };
  });
  const shown = isWhole ? lines : lines.filter(({ isKey }) => isKey);
  const left = lines.filter(({ line }) => line !== '').length - shown.length;
  return (
    <pre>
      {before === null ? null : (
        <span>
          # <mark>{before}</mark>
        </span>
      )}
      {shown.map(({ line, parts, key }) => (
        <span key={key}>{line === '' ? '\u00a0' : parts.map((part) => <Part key={part.text} {...part} />)}</span>
      ))}
      {!isWhole && left > 0 ? <span className={styles['left']}>… {counted(left, 'more line')}</span> : null}
    </pre>
  );
}

function Part({ text, isLit }: WirePart) {
  const pieces = text.split(LONG).map((piece, index) => ({ piece, isLong: index % 2 === 1, key: `${index} ${piece}` }));
  const shown = pieces.map(({ piece, isLong, key }) => (isLong ? <Long key={key} text={piece} /> : piece));
  return isLit ? <mark>{shown}</mark> : shown;
}

/**
 * A session id or token without its middle. That it is there and how it ends is what matters; with the focus on it, and
 * when it is copied, it is whole.
 */
function Long({ text }: { readonly text: string }) {
  return (
    <span className={styles['long']} tabIndex={0} title={text}>
      {text.slice(0, KEPT_BEFORE)}
      <span>{text.slice(KEPT_BEFORE, -KEPT_AFTER)}</span>
      <i />
      {text.slice(-KEPT_AFTER)}
    </span>
  );
}

const KEPT_BEFORE = 10;
const KEPT_AFTER = 6;
/** In one group, so that `split` keeps what it splits at. */
const LONG = /([\w.-]{28,})/;

/** Lines that say who and where to, lit or not. */
const IS_TOLD = /^(host|location|cookie|set-cookie|authorization):/i;

const linesOf = (text: string): readonly string[] => text.replace(/\r/g, '').trimEnd().split('\n');

/** Names of headers mean the same in any spelling, and HAProxy writes them in lower case: that alone is no change. */
const sameSpelling = (line: string): string => line.replace(/^[\w-]+:/, (name) => name.toLowerCase());
