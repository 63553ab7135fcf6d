/** Another server like the first one, with the next free name and address. */
import { Plus } from 'lucide-react';
import { selectServers } from '../lab/selectors.ts';
import { useLab, useLabState } from '../lab/useLab.ts';
import { Button } from '../ui/Button.tsx';
import styles from './Controls.module.css';

/** More would not be told apart in the picture yet. */
const MOST_SERVERS = 16;

export function AddServer() {
  const lab = useLab();
  const ids = useLabState((state) => state.snapshot?.servers.map(({ id }) => id) ?? []);
  const model = useLabState((state) => state.scenario.servers[0]);
  const isFull = useLabState((state) => selectServers(state).length >= MOST_SERVERS);

  const add = (): void => {
    if (model === undefined || isFull) return;
    let number = ids.length + 1;
    while (ids.includes(`s${number}`)) number += 1;
    void lab.act({ do: 'addServer', server: { ...model, id: `s${number}`, address: `10.0.0.${10 + number}:8080` } });
  };

  return (
    <Button
      className={styles['add']}
      onClick={add}
      disabled={isFull}
      aria-label="Add server"
      title={isFull ? `no more than ${MOST_SERVERS} are drawn` : 'Add server'}
    >
      <Plus aria-hidden="true" /> <span>add server</span>
    </Button>
  );
}
