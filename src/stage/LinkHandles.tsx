/**
 * Where a line between two parts can be taken hold of, to cut or to mend it. One of them stands in the order of the Tab
 * key; the arrows lead to the others.
 */
import { type KeyboardEvent, memo, useState } from 'react';
import { selectServers } from '../lab/selectors.ts';
import { useLabState } from '../lab/useLab.ts';
import { words } from '../language/words.ts';
import { type Curve, pointOn } from './geometry.ts';
import type { Routes } from './routes.ts';
import styles from './Stage.module.css';

/** In the hand's reach of the line, away from the cards at its ends. */
const AT = 0.5;
/** Closer together they would cover one another, and the menu of the server has the same. */
const MOST = 16;

interface Handle {
  readonly a: string;
  readonly b: 'load-balancer' | 'store';
  readonly isCut: boolean;
  readonly curve: Curve;
}

export const LinkHandles = memo(function LinkHandles({ routes }: { readonly routes: Routes }) {
  const [current, setCurrent] = useState('');
  const servers = useLabState((state) =>
    selectServers(state).map(({ id, admin }) => (admin === 'removed' ? null : id)),
  );
  const cuts = useLabState((state) => selectServers(state).map(({ cutFrom }) => cutFrom));
  if (servers.length > MOST) return null;
  const handlesTo = (b: Handle['b'], curves: readonly Curve[]): Handle[] =>
    servers.flatMap((id, index) => {
      const curve = curves[index];
      return curve === undefined || id === null ? [] : [{ a: id, b, isCut: cuts[index]?.includes(b) === true, curve }];
    });
  const handles = [...handlesTo('load-balancer', routes.inner), ...handlesTo('store', routes.toStore)];
  const keys = handles.map(({ a, b }) => `link ${a} ${b}`);
  const inOrder = keys.includes(current) ? current : keys[0];
  return (
    <div role="group" aria-label={words.actions.things.links} onKeyDown={moveOn}>
      {handles.map(({ a, b, isCut, curve }, index) => {
        const { x, y } = pointOn(curve, AT);
        const name = words.actions.things.linkState(words.actions.things.link(a, b), isCut);
        return (
          <button
            key={keys[index]}
            type="button"
            className={styles['link']}
            style={{ left: x, top: y }}
            data-thing={keys[index]}
            data-cut={isCut}
            aria-label={name}
            aria-haspopup="menu"
            title={name}
            tabIndex={keys[index] === inOrder ? 0 : -1}
            onFocus={() => setCurrent(keys[index] ?? '')}
          />
        );
      })}
    </div>
  );
});

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };

function moveOn(event: KeyboardEvent<HTMLElement>): void {
  const step = STEPS[event.key];
  if (step === undefined || event.shiftKey) return;
  const all: Element[] = [...event.currentTarget.querySelectorAll('button')];
  const here = document.activeElement === null ? -1 : all.indexOf(document.activeElement);
  const next = all[(here + step + all.length) % all.length];
  if (next instanceof HTMLElement) next.focus();
  // Elsewhere the same keys step through time.
  event.preventDefault();
}
