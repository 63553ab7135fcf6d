/** Below the picture, three questions: why did it go there, what was on the wire, what harm was done; or all measures. */
import { useRef, useState } from 'react';
import { useLabState } from '../lab/useLab.ts';
import { HarmSoFar } from './HarmSoFar.tsx';
import styles from './Inspect.module.css';
import { Measures } from './measures/Measures.tsx';
import { OnTheWire } from './OnTheWire.tsx';
import { Why } from './Why.tsx';

export function Inspect() {
  const [isMeasuring, setIsMeasuring] = useState(false);
  const isAsked = useLabState(({ requestWanted }) => requestWanted !== null);
  // Somebody asks why: that is not to be covered.
  if (isAsked && isMeasuring) setIsMeasuring(false);
  const opener = useRef<HTMLButtonElement>(null);
  return (
    <div className={styles['inspect']} data-measuring={isMeasuring}>
      <Why />
      <OnTheWire />
      <HarmSoFar opener={opener} isMeasuring={isMeasuring} onMeasure={() => setIsMeasuring(!isMeasuring)} />
      {isMeasuring ? (
        <Measures
          onClose={() => {
            setIsMeasuring(false);
            // What the charts have covered is there again with the next picture.
            requestAnimationFrame(() => opener.current?.focus());
          }}
        />
      ) : null}
    </div>
  );
}
