/** How many people there are and how long they think between two requests. */
import { Users } from 'lucide-react';
import { countPeople } from '../lab/present.ts';
import { useLab, useLabState } from '../lab/useLab.ts';
import { counted } from '../lab/wording.ts';
import { Button } from '../ui/Button.tsx';
import { Popover } from '../ui/Menu.tsx';
import { LabelledSlider } from '../ui/Slider.tsx';
import styles from './Controls.module.css';

export function Load() {
  const lab = useLab();
  const people = useLabState((state) => countPeople(state.snapshot));
  const thinkMs = useLabState((state) => state.snapshot?.thinkMs ?? 3000);
  const distanceMs = useLabState((state) => state.scenario.workload.distanceMs);
  const trigger = (
    <Button aria-label={`Load: ${counted(people, 'person', 'people')}`} className={styles['load']}>
      <Users aria-hidden="true" /> <span>{counted(people, 'person', 'people')}</span>
    </Button>
  );
  return (
    <Popover trigger={trigger} label="Load" side="top">
      <div className={styles['sliders']}>
        <LabelledSlider
          label="People"
          value={people}
          min={1}
          max={200}
          step={1}
          shown={(count) => `${count}`}
          onCommit={(count) => void lab.act({ do: 'setLoad', people: count })}
        />
        <LabelledSlider
          label="They think between two requests for"
          value={thinkMs / 1000}
          min={0.5}
          max={20}
          step={0.5}
          shown={(count) => `${count} s`}
          onCommit={(count) => void lab.act({ do: 'setLoad', thinkMs: count * 1000 })}
        />
        <p className={styles['note']}>
          {`Each round trip between them and the load balancer takes ${distanceMs} ms: they live an ocean away, so that a request can be followed by eye.`}
        </p>
      </div>
    </Popover>
  );
}
