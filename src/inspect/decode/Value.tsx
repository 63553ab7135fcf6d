/** A value in the text of a message that opens to what it says. Where a client carries it, it can be changed and sent. */
import { useEffect, useRef, useState } from 'react';
import type { FinishedRequest, Snapshot } from '../../engine/index.ts';
import { useLab, useLabState } from '../../lab/useLab.ts';
import { words } from '../../language/words.ts';
import { Button } from '../../ui/Button.tsx';
import { Popover } from '../../ui/Menu.tsx';
import { Attack } from './Attack.tsx';
import styles from './Decode.module.css';
import { Decoded } from './Decoded.tsx';
import { decode } from './decode.ts';
import { isEditable } from './edits.ts';
import { Tamper } from './Tamper.tsx';
import { useCarriage } from './useCarriage.ts';
import type { WireValue } from './wireValues.ts';

const said = words.inspect.decode;

interface ValueProps {
  readonly value: WireValue;
  readonly request: FinishedRequest;
  readonly isWhole: boolean;
  /** The client's side: what stands there is the client's to change. */
  readonly isClients: boolean;
}

export function Value({ value, request, isWhole, isClients }: ValueProps) {
  const lab = useLab();
  const [isOpen, setIsOpen] = useState(false);
  const trigger = useRef<HTMLButtonElement>(null);
  /** The message that the value stands in goes with its request: the focus stays in the panel. Who has gone on keeps it. */
  const leave = (): void => {
    const { activeElement } = document;
    const isHere = activeElement === document.body || activeElement?.closest('[role="dialog"]');
    setIsOpen(false);
    if (isHere) trigger.current?.closest<HTMLElement>('[role="region"]')?.focus();
  };
  return (
    <Popover
      isOpen={isOpen}
      onOpenChange={(opens) => {
        setIsOpen(opens);
        // What is being read does not change under its reader.
        if (opens) lab.pin();
      }}
      trigger={
        <button
          ref={trigger}
          type="button"
          className={styles['value']}
          aria-label={said.open(nameOf(value))}
          title={value.text}
        >
          <Shortened text={value.text} isWhole={isWhole} />
        </button>
      }
      label={said.open(nameOf(value))}
    >
      <Opened value={value} request={request} isClients={isClients} onSent={leave} />
    </Popover>
  );
}

interface OpenedProps extends Omit<ValueProps, 'isWhole'> {
  readonly onSent: () => void;
}

function Opened({ value, request, isClients, onSent }: OpenedProps) {
  const carriage = useCarriage();
  const seed = useLabState((state) => state.scenario.seed);
  const snapshot = useLabState((state) => state.snapshot);
  const isAttackers = useLabState(({ snapshot: now }) => isAttacker(now, request.person));
  const [isChanging, setIsChanging] = useState(false);
  const change = useRef<HTMLButtonElement>(null);
  const around = { carriage, seed, snapshot };
  // The form took the focus with it.
  const returnTo = useRef(false);
  useEffect(() => {
    if (!isChanging && returnTo.current) change.current?.focus();
    returnTo.current = isChanging;
  }, [isChanging]);
  if (isChanging && isEditable(value))
    return (
      <div className={styles['decoded']}>
        <h3>{nameOf(value)}</h3>
        <Tamper {...{ value, request, around, onSent }} onCancel={() => setIsChanging(false)} />
      </div>
    );
  return (
    <div className={styles['decoded']}>
      <h3>{nameOf(value)}</h3>
      <p className={styles['raw']} tabIndex={0} role="region" aria-label={said.raw}>
        {value.text}
      </p>
      <Decoded parts={decode(value, around)} atMs={request.atMs} server={request.server} />
      {isClients && isEditable(value) && !isAttackers ? (
        <Button ref={change} onClick={() => setIsChanging(true)}>
          {words.inspect.tamper.open}
        </Button>
      ) : null}
      {isClients ? <Attack value={value} request={request} onSent={onSent} /> : null}
    </div>
  );
}

const isAttacker = (snapshot: Snapshot | null, person: string): boolean =>
  snapshot?.people.find(({ id }) => id === person)?.isAttacker === true;

function nameOf(value: WireValue): string {
  switch (value.kind) {
    case 'mark':
    case 'session':
      return said.titles[value.kind](value.name);
    case 'credentials':
    case 'address':
    case 'path':
      return said.titles[value.kind];
  }
}

/** Without its middle: that it is there and how it ends is what matters in the message; opened, it is whole. */
function Shortened({ text, isWhole }: { readonly text: string; readonly isWhole: boolean }) {
  if (isWhole || text.length < SHORTENED_FROM) return text;
  return (
    <>
      {text.slice(0, KEPT_BEFORE)}
      <span className={styles['middle']}>{text.slice(KEPT_BEFORE, -KEPT_AFTER)}</span>
      <i />
      {text.slice(-KEPT_AFTER)}
    </>
  );
}

const SHORTENED_FROM = 28;
const KEPT_BEFORE = 10;
const KEPT_AFTER = 6;
