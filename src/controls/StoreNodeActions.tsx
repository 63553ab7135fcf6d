/** What can be done to a part of the store: end its process, and start it again. */
import type { StoreSnapshot } from '../engine/index.ts';
import { useLab } from '../lab/useLab.ts';
import { Button } from '../ui/Button.tsx';
import styles from './Controls.module.css';

export function StoreNodeActions({ node }: { readonly node: StoreSnapshot['nodes'][number] }) {
  const lab = useLab();
  const { id, isUp } = node;
  const verb = isUp ? 'Kill' : 'Restart';
  return (
    <Button
      className={styles['kill']}
      aria-label={`${verb} ${id}`}
      title={isUp ? `Kill ${id}: its process dies` : `Restart ${id}`}
      onClick={() => void lab.act(isUp ? { do: 'killNode', node: id } : { do: 'startNode', node: id })}
    >
      {verb}
    </Button>
  );
}
