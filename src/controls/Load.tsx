/** How many people there are and how long they think between two requests; and many more of them for a while. */
import { Users, Waves } from 'lucide-react';
import { offersOn } from '../lab/offers.ts';
import { countPeople } from '../lab/present.ts';
import { useLab, useLabState } from '../lab/useLab.ts';
import { counted } from '../lab/wording.ts';
import { words } from '../language/words.ts';
import { Button } from '../ui/Button.tsx';
import { Popover } from '../ui/Menu.tsx';
import { LabelledSlider } from '../ui/Slider.tsx';
import { below, useActionMenu } from './actionMenuContext.ts';
import styles from './Controls.module.css';

/** By hand; more of them are set in figures, as part of the scenario or by a surge. */
const MOST_BY_HAND = 200;

const said = words.actions.load;

export function Load() {
  const lab = useLab();
  const menu = useActionMenu();
  const people = useLabState((state) => countPeople(state.snapshot));
  const thinkMs = useLabState((state) => state.snapshot?.thinkMs ?? 3000);
  const distanceMs = useLabState((state) => state.scenario.workload.distanceMs);
  const shown = counted(people, 'person', 'people');
  const trigger = (
    <Button aria-label={said.now(shown)} className={styles['load']}>
      <Users aria-hidden="true" /> <span>{shown}</span>
    </Button>
  );
  const surge = (button: Element): void => {
    const offer = offersOn([{ kind: 'everybody' }], lab.store.getState()).find(({ action }) => action === 'surge');
    if (offer !== undefined) menu.choose(offer, below(button), button);
  };
  return (
    <Popover trigger={trigger} label={said.title} side="top">
      <div className={styles['sliders']}>
        <LabelledSlider
          label={said.people}
          value={people}
          min={1}
          max={Math.max(MOST_BY_HAND, people)}
          step={1}
          shown={(count) => `${count}`}
          onCommit={(count) => void lab.act({ do: 'setLoad', people: count })}
        />
        <LabelledSlider
          label={said.think}
          value={thinkMs / 1000}
          min={0.5}
          max={20}
          step={0.5}
          shown={(count) => `${count} s`}
          onCommit={(count) => void lab.act({ do: 'setLoad', thinkMs: count * 1000 })}
        />
        <Button
          className={styles['surge']}
          title={words.actions.list.surge.says}
          onClick={({ currentTarget }) => surge(currentTarget)}
        >
          <Waves aria-hidden="true" /> {said.surge}
        </Button>
        {distanceMs === 0 ? null : <p className={styles['note']}>{said.distance(distanceMs)}</p>}
      </div>
    </Popover>
  );
}
