/** What a run starts from, out of sight until it is asked for: the product, then people, servers and work. */
import { FlaskConical } from 'lucide-react';
import { useLabState } from '../../lab/useLab.ts';
import { words } from '../../language/words.ts';
import { Button } from '../../ui/Button.tsx';
import { Popover } from '../../ui/Menu.tsx';
import { ProfilePicker } from './ProfilePicker.tsx';
import styles from './Scenario.module.css';
import { StartForm } from './StartForm.tsx';

const said = words.scenario;

export function ScenarioButton() {
  const scenario = useLabState((state) => state.scenario);
  const trigger = (
    <Button className={styles['trigger']} aria-label={said.open} title={said.title}>
      <FlaskConical aria-hidden="true" /> <span>{said.open}</span>
    </Button>
  );
  return (
    <Popover trigger={trigger} label={said.title}>
      <div className={styles['scenario']}>
        <ProfilePicker />
        <StartForm key={`${scenario.seed} ${scenario.people.length} ${scenario.servers.length}`} />
      </div>
    </Popover>
  );
}
