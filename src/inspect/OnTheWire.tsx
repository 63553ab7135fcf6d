/** The HTTP text of the explained request, on both sides of the load balancer. */
import { useState } from 'react';
import type { Explanation } from '../engine/index.ts';
import { type LookedAt, lookedAt } from '../lab/lookedAt.ts';
import { choicesOf } from '../lab/strategyOf.ts';
import { useLabState } from '../lab/useLab.ts';
import { words } from '../language/words.ts';
import { Button } from '../ui/Button.tsx';
import type { Carriage } from './decode/carriage.ts';
import { useCarriage } from './decode/useCarriage.ts';
import styles from './Inspect.module.css';
import { Message, type MessageProps } from './Message.tsx';

const said = words.inspect.wire;
const SIDES = ['client', 'server'] as const;
type Side = (typeof SIDES)[number];

export function OnTheWire() {
  const [side, setSide] = useState<Side>('client');
  const [isWhole, setIsWhole] = useState(false);
  const explanation = useLabState((state) => state.explanation);
  const seen = useLabState((state) => lookedAt(choicesOf(state.scenario)));
  const carriage = useCarriage();

  return (
    <section className={styles['column']} aria-labelledby="wire">
      <div className={styles['title']}>
        <h2 id="wire">{said.title}</h2>
        <div className={styles['sides']} role="group" aria-label={said.sideOf}>
          {SIDES.map((one) => (
            <Button key={one} look="plain" aria-pressed={side === one} onClick={() => setSide(one)}>
              {said[one]}
            </Button>
          ))}
          <Button look="plain" aria-pressed={isWhole} onClick={() => setIsWhole(!isWhole)} title={said.inFullSays}>
            {said.inFull}
          </Button>
        </div>
      </div>
      <div className={styles['wire']} tabIndex={0} role="region" aria-label={said.text(said[side])}>
        {explanation === null ? (
          <p className={styles['hint']}>{said.soon}</p>
        ) : (
          <>
            <p className={styles['hint']}>
              {litText(side, seen)} · {said.underlined}
            </p>
            <Exchange side={side} {...{ seen, carriage, isWhole, explanation }} />
          </>
        )}
      </div>
    </section>
  );
}

interface ExchangeProps extends Pick<MessageProps, 'seen' | 'carriage' | 'isWhole'> {
  readonly side: Side;
  readonly explanation: Explanation;
}

/** The request and its answer, as that side sees them. */
function Exchange({ side, explanation: { wire, request }, ...how }: ExchangeProps) {
  const isClient = side === 'client';
  const other = isClient ? null : `${wire.clientToBalancer}\n${wire.balancerToClient ?? ''}`;
  const there = isClient ? wire.clientToBalancer : wire.balancerToServer;
  const back = isClient ? wire.balancerToClient : wire.serverToBalancer;
  const before = isClient ? beforeHttp(how.seen, how.carriage, request.address) : null;
  return (
    <>
      <Message text={there} before={before} nothing={said.notSent} {...{ other, request, ...how }} />
      <Message text={back} before={null} nothing={said.noAnswer} {...{ other, request, ...how }} />
    </>
  );
}

function litText(side: Side, { kind }: LookedAt): string {
  if (side === 'server') return said.litChanged;
  return kind === 'nothing' ? said.litNothing : said.litLookedAt;
}

/** No line of HTTP says it: a comment does. */
function beforeHttp({ kind }: LookedAt, { tableKey }: Carriage, address: string): MessageProps['before'] {
  if (kind === 'tls') return { text: said.clientHello, value: null };
  if (kind !== 'source') return null;
  return { text: address, value: tableKey === 'address' ? { kind: 'address', text: address } : null };
}
