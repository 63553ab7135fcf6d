/** What can befall a person: another network and address, cookies kept, blocked or cleared, a new connection. */
import { MoreHorizontal } from 'lucide-react';
import type { Network, PersonSnapshot } from '../engine/index.ts';
import { NETWORKS } from '../engine/index.ts';
import { useLab, useLabState } from '../lab/useLab.ts';
import { NETWORK_NAMES } from '../lab/wording.ts';
import { Button } from '../ui/Button.tsx';
import { Menu, MenuChoice, MenuItem, MenuLabel } from '../ui/Menu.tsx';
import styles from './Controls.module.css';

export function PersonActions({ person }: { readonly person: PersonSnapshot }) {
  const lab = useLab();
  const move = (network: Network): void => {
    void lab.act({ do: 'changeNetwork', person: person.id, network });
  };
  const isBlocking = useLabState((state) => state.record.cookieBlockers.includes(person.id));
  const does = (what: 'blockCookies' | 'allowCookies' | 'clearCookies' | 'reconnect'): void => {
    void lab.act({ do: what, person: person.id });
  };
  const trigger = (
    <Button
      look="plain"
      className={styles['small']}
      aria-label={`Move ${person.name} to another network`}
      title={`Change the network, cookies or connection of ${person.name}`}
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
      <MenuLabel>Their client</MenuLabel>
      {isBlocking ? (
        <MenuItem onSelect={() => does('allowCookies')} says="new ones are kept and sent again">
          Allow cookies
        </MenuItem>
      ) : (
        <MenuItem onSelect={() => does('blockCookies')} says="it neither sends nor keeps any">
          Block cookies
        </MenuItem>
      )}
      <MenuItem onSelect={() => does('clearCookies')} says="those it has are gone; new ones are kept">
        Clear cookies
      </MenuItem>
      <MenuItem onSelect={() => does('reconnect')} says="the next request opens one, with no TLS session to resume">
        Open a new connection
      </MenuItem>
    </Menu>
  );
}
