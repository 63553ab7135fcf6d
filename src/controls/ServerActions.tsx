/** What can be done to a server: killing it is one click away, the rest one more. */
import { MoreHorizontal } from 'lucide-react';
import type { ServerSnapshot } from '../engine/index.ts';
import { useLab } from '../lab/useLab.ts';
import { Button } from '../ui/Button.tsx';
import { Menu, MenuItem } from '../ui/Menu.tsx';
import styles from './Controls.module.css';

export function ServerActions({ server }: { readonly server: ServerSnapshot }) {
  const lab = useLab();
  const { id, process, admin } = server;
  // Taken out of the configuration: nothing can be asked of it any more.
  if (admin === 'removed') return null;
  const isDead = process === 'dead';
  const kill = () => void lab.act({ do: 'kill', server: id });
  const restart = () => void lab.act({ do: 'restart', server: id });
  const menu = (
    <Button look="plain" className={styles['small']} aria-label={`More for ${id}`} title={`More for ${id}`}>
      <MoreHorizontal aria-hidden="true" />
    </Button>
  );
  return (
    <>
      {isDead ? (
        <Button className={styles['kill']} aria-label={`Restart ${id}`} title={`Restart ${id}`} onClick={restart}>
          Restart
        </Button>
      ) : (
        <Button
          className={styles['kill']}
          aria-label={`Kill ${id}`}
          title={`Kill ${id}: its process dies`}
          onClick={kill}
        >
          Kill
        </Button>
      )}
      <Menu trigger={menu} align="end">
        <MenuItem
          onSelect={kill}
          disabled={isDead}
          says={isDead ? 'it is down already' : 'its process dies, its memory with it'}
        >
          Kill {id}
        </MenuItem>
        <MenuItem onSelect={restart} says="it comes up with an empty memory">
          Restart {id}
        </MenuItem>
        {admin === 'drain' ? (
          <MenuItem onSelect={() => void lab.act({ do: 'ready', server: id })} says="it takes strangers again">
            End the drain of {id}
          </MenuItem>
        ) : (
          <MenuItem
            onSelect={() => void lab.act({ do: 'drain', server: id })}
            says="those pinned to it stay, no strangers"
          >
            Drain {id}
          </MenuItem>
        )}
        <MenuItem
          onSelect={() => void lab.act({ do: 'removeServer', server: id })}
          says="out of the pool; it finishes its work, then its memory is gone"
        >
          Remove {id}
        </MenuItem>
      </Menu>
    </>
  );
}
