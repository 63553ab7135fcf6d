/** Below the picture, three questions: why did it go there, what was on the wire, what harm was done. */
import { HarmSoFar } from './HarmSoFar.tsx';
import styles from './Inspect.module.css';
import { OnTheWire } from './OnTheWire.tsx';
import { Why } from './Why.tsx';

export function Inspect() {
  return (
    <div className={styles['inspect']}>
      <Why />
      <OnTheWire />
      <HarmSoFar />
    </div>
  );
}
