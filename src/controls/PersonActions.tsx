/** What can befall a person: here, that they move to another network and come back with another address. */
import { MoreHorizontal } from 'lucide-react';
import type { Network, PersonSnapshot } from '../engine/index.ts';
import { NETWORKS } from '../engine/index.ts';
import { useLab } from '../lab/useLab.ts';
import { NETWORK_NAMES } from '../lab/wording.ts';
import { Button } from '../ui/Button.tsx';
import { Menu, MenuChoice, MenuLabel } from '../ui/Menu.tsx';
import styles from './Controls.module.css';

export function PersonActions({ person }: { readonly person: PersonSnapshot }) {
  const lab = useLab();
  const move = (network: Network): void => {
    void lab.act({ do: 'changeNetwork', person: person.id, network });
  };
  const trigger = (
    <Button
      look="plain"
      className={styles['small']}
      aria-label={`Move ${person.name} to another network`}
      title={`Move ${person.name} to another network`}
    >
      <MoreHorizontal aria-hidden="true" />
    </Button>
  );
  return (
    <Menu trigger={trigger} align="end">
      <MenuLabel>{`${person.name}, ${person.address}, is`}</MenuLabel>
      <MenuChoice
        value={person.network}
        onChange={(value) => {
          const network = NETWORKS.find((one) => one === value);
          if (network !== undefined && network !== person.network) move(network);
        }}
        choices={NETWORKS.map((network) => ({ value: network, name: NETWORK_NAMES[network] }))}
      />
    </Menu>
  );
}
