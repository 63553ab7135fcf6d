/** What a run starts from, out of sight until it is asked for: the product, then people, servers and work. */
import { FlaskConical } from 'lucide-react';
import type { Scenario } from '../../engine/index.ts';
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
        <StartForm key={startKey(scenario)} />
      </div>
    </Popover>
  );
}

/** Of another start the fields are filled in anew. */
const startKey = ({ seed, people, servers, loadBalancer }: Scenario): string =>
  [seed, people.length, servers.length, loadBalancer.balancers, loadBalancer.arrangement, loadBalancer.peers].join(' ');
