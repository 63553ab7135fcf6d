/** "…": the same menu as by right click, for those who look for a button. */
import { MoreHorizontal } from 'lucide-react';
import { togetherWith } from '../lab/several.ts';
import { type Thing, thingName } from '../lab/things.ts';
import { useLab } from '../lab/useLab.ts';
import { words } from '../language/words.ts';
import { Button } from '../ui/Button.tsx';
import { below, useActionMenu } from './actionMenuContext.ts';
import styles from './Controls.module.css';

export function MoreButton({ thing }: { readonly thing: Thing }) {
  const lab = useLab();
  const menu = useActionMenu();
  const name = words.actions.menu.more(thingName(thing, lab.store.getState().snapshot));
  return (
    <Button
      look="plain"
      className={styles['small']}
      aria-label={name}
      title={name}
      aria-haspopup="menu"
      onClick={({ currentTarget }) =>
        menu.open(togetherWith(thing, lab.store.getState()), below(currentTarget), currentTarget)
      }
    >
      <MoreHorizontal aria-hidden="true" />
    </Button>
  );
}
