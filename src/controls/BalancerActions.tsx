/** What can be done to the load balancer: replace its process, and with it what it remembers. */
import { MoreHorizontal } from 'lucide-react';
import { useLab, useLabState } from '../lab/useLab.ts';
import { Button } from '../ui/Button.tsx';
import { Menu, MenuItem } from '../ui/Menu.tsx';
import styles from './Controls.module.css';

export function BalancerActions() {
  const lab = useLab();
  const hasPeers = useLabState((state) => state.scenario.loadBalancer.peers);
  const rows = useLabState((state) => state.snapshot?.persistence.rowCount ?? 0);
  const trigger = (
    <Button
      look="plain"
      className={styles['small']}
      aria-label="More for the load balancer"
      title="More for the load balancer"
    >
      <MoreHorizontal aria-hidden="true" />
    </Button>
  );
  return (
    <Menu trigger={trigger} align="end">
      <MenuItem onSelect={() => void lab.act({ do: 'restartBalancer' })} says={saysOf(rows, hasPeers)}>
        Restart load balancer
      </MenuItem>
    </Menu>
  );
}

function saysOf(rows: number, hasPeers: boolean): string {
  if (rows === 0) return 'its table is empty: it has nothing to forget';
  return hasPeers ? 'its peers teach it its table again' : 'its table is gone: no peer could teach it again';
}
