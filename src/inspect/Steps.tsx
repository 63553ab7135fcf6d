/** The steps of a decision. While one is pointed at or has the focus, the part of the picture that it speaks of is lit. */
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { Step } from '../engine/index.ts';
import { litBy } from '../lab/stepPlaces.ts';
import { isTurn } from '../lab/stepText.ts';
import { choicesOf } from '../lab/strategyOf.ts';
import { useLab, useLabState } from '../lab/useLab.ts';
import { words } from '../language/words.ts';
import { WithCode } from '../ui/WithCode.tsx';
import { condense } from './condense.ts';
import styles from './Inspect.module.css';
import { MoreBelow } from './MoreBelow.tsx';

export function Steps({ steps }: { readonly steps: readonly Step[] }) {
  const choices = useLabState((state) => choicesOf(state.scenario));
  const lab = useLab();
  const list = useRef<HTMLOListElement>(null);
  /** The one step that Tab leads to. */
  const [current, setCurrent] = useState(0);
  const light = useLight();
  const read = condense(steps, choices);
  const reached = Math.min(current, read.length - 1);
  /** The one that a pointer is on. */
  const [pointed, setPointed] = useState<number | null>(null);
  const configured = read[pointed ?? reached]?.step.directive;

  const onKey = (event: KeyboardEvent): void => {
    const to = destination(event.key, reached, read.length);
    if (to === null) return;
    event.preventDefault();
    // The page's own keys step through time.
    event.stopPropagation();
    setCurrent(to);
    list.current?.querySelectorAll('li')[to]?.focus();
  };

  return (
    <>
      <ol ref={list} className={styles['steps']} aria-label={words.inspect.why.steps} onKeyDown={onKey}>
        {read.map(({ step, title, detail }, index) => (
          <li
            key={`${step.atMs} ${step.code} ${step.server}`}
            tabIndex={index === reached ? 0 : -1}
            data-turn={isTurn(step)}
            onPointerEnter={() => {
              setPointed(index);
              light(step);
            }}
            onPointerLeave={() => {
              setPointed(null);
              light(null);
            }}
            onFocus={() => {
              setCurrent(index);
              light(step);
              // What is being read does not change under its reader.
              lab.pin();
            }}
            onBlur={() => light(null)}
          >
            <span className={styles['number']}>{index + 1}</span>
            <span className={styles['step']}>
              <WithCode text={title} />
            </span>
            <span className={styles['detail']}>
              <WithCode text={detail} />
            </span>
            {step.directive === undefined ? null : (
              <span className={styles['directive']}>
                <WithCode text={step.directive} />
              </span>
            )}
          </li>
        ))}
      </ol>
      <MoreBelow key={read.length} list={list} ending={read.at(-1)?.title ?? ''} />
      {/* Said with the step already, for those who listen. */}
      <p className={styles['configured']} aria-hidden="true">
        {configured === undefined ? '' : <WithCode text={configured} />}
      </p>
    </>
  );
}

function destination(key: string, from: number, count: number): number | null {
  switch (key) {
    case 'ArrowDown':
    case 'ArrowRight':
      return Math.min(count - 1, from + 1);
    case 'ArrowUp':
    case 'ArrowLeft':
      return Math.max(0, from - 1);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}

/** Lights what a step speaks of; nothing stays lit when the steps go. */
function useLight(): (step: Step | null) => void {
  const lab = useLab();
  useEffect(() => () => lab.light(null), [lab]);
  return (step) => {
    const { explanation, snapshot } = lab.store.getState();
    if (step === null || explanation === null) return lab.light(null);
    const { person, server } = explanation.request;
    lab.light(litBy(step, { person, server, hasStore: snapshot?.store != null }));
  };
}
