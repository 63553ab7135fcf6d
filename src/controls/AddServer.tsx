/** Another server like the first one, with the next free name and address. */
import { Plus } from 'lucide-react';
import { offersOn } from '../lab/offers.ts';
import { MOST_SERVERS } from '../lab/pictureLimits.ts';
import { selectServers } from '../lab/selectors.ts';
import { useLab, useLabState } from '../lab/useLab.ts';
import { words } from '../language/words.ts';
import { Button } from '../ui/Button.tsx';
import styles from './Controls.module.css';
import { useOffer } from './useOffer.ts';

export function AddServer() {
  const lab = useLab();
  const doIt = useOffer();
  const isFull = useLabState((state) => selectServers(state).length >= MOST_SERVERS);
  const name = words.actions.list.addServer.name();

  const add = (): void => {
    const offer = offersOn([{ kind: 'pool' }], lab.store.getState()).find(({ action }) => action === 'addServer');
    if (offer !== undefined && !isFull) void doIt(offer, {});
  };

  return (
    <Button
      className={styles['add']}
      onClick={add}
      disabled={isFull}
      aria-label={name}
      title={isFull ? words.actions.pool.isFull(MOST_SERVERS) : name}
    >
      <Plus aria-hidden="true" /> <span>{words.actions.pool.add}</span>
    </Button>
  );
}
