/** All measures at once, as small charts that share one axis of time, one crosshair and one playhead. */
import { X } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { closedForms, type Happening } from '../../engine/index.ts';
import type { Measured } from '../../lab/labState.ts';
import { runSpanMs } from '../../lab/runSpan.ts';
import { selectAtMs } from '../../lab/selectors.ts';
import { useLab, useLabState } from '../../lab/useLab.ts';
import { happeningText, seconds, tellingOf } from '../../lab/wording.ts';
import { words } from '../../language/words.ts';
import { Button } from '../../ui/Button.tsx';
import { Chart } from './Chart.tsx';
import { COURSES } from './courses.ts';
import { type Crosshair, createCrosshair } from './crosshair.ts';
import { Forms } from './Forms.tsx';
import { formsBeside } from './forms.ts';
import styles from './Measures.module.css';
import { MeasuresTable } from './MeasuresTable.tsx';
import type { Mark } from './Plot.tsx';
import { samplesOf } from './samples.ts';

export function Measures({ onClose }: { readonly onClose: () => void }) {
  const measured = useLabState((state) => state.measured);
  const [crosshair] = useState(createCrosshair);
  const close = useRef<HTMLButtonElement>(null);
  useEffect(() => close.current?.focus(), []);
  return (
    <section className={styles['measures']} aria-labelledby="measures">
      <div className={styles['head']}>
        <h2 id="measures">{words.measures.title}</h2>
        <Moment crosshair={crosshair} />
        <p className={styles['hint']}>{words.measures.hint}</p>
        <Button
          ref={close}
          look="plain"
          onClick={onClose}
          aria-label={words.measures.close}
          title={words.measures.close}
        >
          <X aria-hidden="true" />
        </Button>
      </div>
      {measured === null ? <p>{words.measures.none}</p> : <Charts measured={measured} crosshair={crosshair} />}
    </section>
  );
}

function Charts({ measured, crosshair }: { readonly measured: Measured; readonly crosshair: Crosshair }) {
  const lab = useLab();
  const { measures, known, actions } = measured;
  const spanMs = useLabState((state) => runSpanMs(Math.max(selectAtMs(state), known.atMs), state.scenario.durationMs));
  const selectedServer = useLabState((state) => state.selectedServer);
  const happenings = useLabState((state) => state.record.happenings);
  const scenario = useLabState((state) => state.scenario);
  const samples = useMemo(() => samplesOf(known.windows, known.atMs), [known]);
  const marks = useMemo(() => happenings.flatMap(markOf), [happenings]);
  const names = measures.perServer.map(({ id }) => id).join(' ');
  const servers = useMemo(() => names.split(' '), [names]);
  // What was done by hand counts as what a file would have done.
  const theories = useMemo(() => closedForms({ ...scenario, actions }, measures), [scenario, actions, measures]);
  const beside = useMemo(() => formsBeside(theories, measures), [theories, measures]);
  const { atMs } = measures;
  const common = { samples, servers, selectedServer, spanMs, atMs, marks, measures, crosshair };
  return (
    <>
      <div className={styles['charts']}>
        {COURSES.filter((course) => course.isThere(samples)).map((course) => (
          <Chart
            key={course.id}
            {...common}
            course={course}
            form={beside[course.id] ?? null}
            onSeek={(ms) => void lab.seek(ms)}
          />
        ))}
      </div>
      <Forms theories={theories} />
      <MeasuresTable samples={samples} servers={servers} />
    </>
  );
}

/** Which moment the figures are of, and what had been done before it. */
function Moment({ crosshair }: { readonly crosshair: Crosshair }) {
  const { atMs, span } = useStore(crosshair);
  const now = useLabState(selectAtMs);
  const happenings = useLabState((state) => state.record.happenings);
  const snapshot = useLabState((state) => state.snapshot);
  const moment = atMs ?? now;
  const last = happenings.findLast((one) => markOf(one).length > 0 && one.atMs <= moment);
  const said =
    span !== null
      ? words.measures.span(seconds(span.fromMs), seconds(span.toMs))
      : atMs === null
        ? words.measures.atPlayhead(seconds(now))
        : words.measures.at(seconds(atMs));
  return (
    <p className={styles['moment']}>
      <strong>{said}</strong>
      {last === undefined || span !== null
        ? null
        : ` · ${words.measures.after(happeningText(last, tellingOf(snapshot)), seconds(moment - last.atMs))}`}
    </p>
  );
}

const BELIEFS: readonly Happening['kind'][] = ['believed-down', 'believed-up'];
const TO_PEOPLE: readonly Happening['kind'][] = ['session-lost', 'unavailable', 'hijacked'];

function markOf({ kind, atMs }: Happening): readonly Mark[] {
  if (TO_PEOPLE.includes(kind)) return [];
  return [{ atMs, kind: BELIEFS.includes(kind) ? 'belief' : 'cause' }];
}
