/** What a value says, in words: one line for each part. */
import { epochSeconds, type Snapshot } from '../../engine/index.ts';
import { useLabState } from '../../lab/useLab.ts';
import { words } from '../../language/words.ts';
import styles from './Decode.module.css';
import { leftS, type Part } from './decode.ts';

const said = words.inspect.decode;

interface DecodedProps {
  readonly parts: readonly Part[];
  /** When the request was sent, in ms. */
  readonly atMs: number;
  /** By whose clock expiry is read; null where no server answered. */
  readonly server: string | null;
}

export function Decoded({ parts, atMs, server }: DecodedProps) {
  const snapshot = useLabState((state) => state.snapshot);
  return (
    <dl className={styles['parts']}>
      {parts
        .flatMap((part) => linesOf(part, { atMs, server, snapshot }))
        .map(({ term, text, more }) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>
              {text.includes('\n') ? <pre>{text}</pre> : text}
              {more === undefined ? null : <small>{more}</small>}
            </dd>
          </div>
        ))}
    </dl>
  );
}

interface Line {
  readonly term: string;
  readonly text: string;
  readonly more?: string | undefined;
}

interface Around {
  readonly atMs: number;
  readonly server: string | null;
  readonly snapshot: Snapshot | null;
}

function linesOf(part: Part, around: Around): readonly Line[] {
  switch (part.kind) {
    case 'server':
      return [
        {
          term: said.server[part.where](part.name),
          text: part.server === null ? said.namesNobody : said.names(part.server),
        },
      ];
    case 'date':
      return [{ term: said[part.what], text: agoText(part.atS, around.atMs), more: said.dateUnits }];
    case 'id':
      return [{ term: said.sessionId, text: part.text, more: said.id }];
    case 'token':
      return [
        { term: said.signature, text: signatureText(part) },
        ...expiryLines(part.expS, around),
        { term: said.header, text: part.header },
        { term: said.claims, text: part.claims },
      ];
    case 'sealed':
      return [
        { term: said.sealedClient, text: said.sealedSays(part.bytes) },
        {
          term: said.sealedServer,
          text: part.content ?? said.opensNot,
          more: part.key === null ? undefined : said.opensWith(part.key),
        },
        ...expiryLines(part.expS, around),
      ];
    case 'credentials':
      return [
        { term: said.user, text: part.user },
        { term: said.password, text: part.password, more: said.everyRequest },
      ];
    case 'row':
      return part.server === null
        ? [{ term: part.key, text: said.noRow }]
        : [
            {
              term: said.row(part.key, part.server),
              text: said.rowLife(`${Math.round(part.lifeLeft * 100)} %`, part.people),
            },
          ];
    case 'garbled':
      return [{ term: '', text: said.garbled }];
  }
}

const signatureText = ({ key, isSigned }: Extract<Part, { kind: 'token' }>): string =>
  key !== null ? said.signatureFits(key) : isSigned ? said.signatureWrong : said.signatureMissing;

function expiryLines(expS: number | null, { atMs, server, snapshot }: Around): readonly Line[] {
  if (expS === null) return [];
  const skewMs = snapshot?.servers.find(({ id }) => id === server)?.clockSkewMs ?? 0;
  const left = leftS(expS, atMs, skewMs);
  const text = left > 0 ? said.left(spanText(left), server) : said.over(spanText(-left), server);
  const skew = skewMs === 0 ? '' : said.skew(spanText(Math.abs(skewMs) / 1000));
  return [{ term: said.expiry, text: `${text}${skew}`, more: clockText(expS) }];
}

/** "00:30:12 UTC": runs are short, their day is always the same. */
const clockText = (atS: number): string => `${new Date(atS * 1000).toISOString().slice(11, 19)} UTC`;

const agoText = (atS: number, atMs: number): string =>
  `${clockText(atS)} · ${said.ago(spanText(Math.max(0, epochSeconds(atMs * 1000) - atS)))}`;

function spanText(s: number): string {
  const whole = Math.round(s);
  const minutes = Math.floor(whole / 60);
  return minutes === 0 ? `${whole} s` : `${minutes} min ${whole % 60} s`;
}
