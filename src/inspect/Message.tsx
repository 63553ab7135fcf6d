/** One HTTP message as text: what the load balancer looks at or has changed is lit, and what can be read opens. */
import { Fragment } from 'react';
import type { FinishedRequest } from '../engine/index.ts';
import { type LookedAt, partsOf } from '../lab/lookedAt.ts';
import { words } from '../language/words.ts';
import type { Carriage } from './decode/carriage.ts';
import { Value } from './decode/Value.tsx';
import { valuesIn, type WireValue } from './decode/wireValues.ts';
import styles from './Inspect.module.css';
import { type Piece, piecesOf, runsOf } from './pieces.ts';

const said = words.inspect.wire;

export interface MessageProps {
  readonly text: string | null;
  /** The text of the other side: lines that it does not have were changed by the load balancer. Null: see `seen`. */
  readonly other: string | null;
  readonly seen: LookedAt;
  readonly carriage: Carriage;
  readonly request: FinishedRequest;
  /** What comes before any HTTP, where that is what is looked at. */
  readonly before: { readonly text: string; readonly value: WireValue | null } | null;
  readonly isWhole: boolean;
  readonly nothing: string;
}

export function Message({ text, other, seen, carriage, request, before, isWhole, nothing }: MessageProps) {
  if (text === null) return <p className={styles['hint']}>{nothing}</p>;
  const known = new Set(other === null ? [] : linesOf(other).map(sameSpelling));
  const isClients = other === null;
  const keyOf = keysByName();
  const lines = linesOf(text).map((line, index) => {
    const isFirst = index === 0;
    const isChanged = !isClients && line !== '' && !known.has(sameSpelling(line));
    const parts = isClients ? partsOf(line, isFirst, seen) : [{ text: line, isLit: isChanged }];
    const pieces = piecesOf(parts, valuesIn(line, isFirst, carriage));
    const isKey = isFirst || pieces.some(({ isLit, value }) => isLit || value !== null) || IS_TOLD.test(line);
    return { line, pieces, isKey, key: keyOf(line) };
  });
  const shown = isWhole ? lines : lines.filter(({ isKey }) => isKey);
  const left = lines.filter(({ line }) => line !== '').length - shown.length;
  return (
    <pre>
      {before === null ? null : (
        <span>
          # {said.from}{' '}
          <mark>
            {before.value === null ? (
              before.text
            ) : (
              <Value value={before.value} {...{ request, isWhole }} isClients={false} />
            )}
          </mark>
        </span>
      )}
      {shown.map(({ line, pieces, key }) => (
        <span key={key}>{line === '' ? '\u00a0' : <Line {...{ pieces, request, isWhole, isClients }} />}</span>
      ))}
      {!isWhole && left > 0 ? <span className={styles['left']}>{said.moreLines(left)}</span> : null}
    </pre>
  );
}

interface LineProps extends Pick<MessageProps, 'request' | 'isWhole'> {
  readonly pieces: readonly Piece[];
  readonly isClients: boolean;
}

function Line({ pieces, ...how }: LineProps) {
  return runsOf(pieces).map((run) => {
    const shown = run.map(({ text, value }) =>
      value === null ? text : <Value key={value.kind} {...{ value, ...how }} />,
    );
    const [first] = run;
    return first?.isLit ? <mark key={first.start}>{shown}</mark> : <Fragment key={first?.start}>{shown}</Fragment>;
  });
}

/** The same line of the next message is the same element, so that what has the focus in it keeps it. */
function keysByName(): (line: string) => string {
  const count = new Map<string, number>();
  return (line) => {
    const name = /^[\w-]+(?=:)/.exec(line)?.[0].toLowerCase() ?? '';
    const nth = (count.get(name) ?? 0) + 1;
    count.set(name, nth);
    return `${name} ${nth}`;
  };
}

/** Lines that say who and where to, lit or not. */
const IS_TOLD = /^(host|location|cookie|set-cookie|authorization):/i;

const linesOf = (text: string): readonly string[] => text.replace(/\r/g, '').trimEnd().split('\n');

/** Names of headers mean the same in any spelling, and HAProxy writes them in lower case: that alone is no change. */
const sameSpelling = (line: string): string => line.replace(/^[\w-]+:/, (name) => name.toLowerCase());
