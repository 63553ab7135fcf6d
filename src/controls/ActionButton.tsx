/** One action of the table on one thing, as a button of one word. */
import type { ActionName } from '../lab/actionList.ts';
import { offersOn } from '../lab/offers.ts';
import { type Thing, thingName } from '../lab/things.ts';
import { useLab } from '../lab/useLab.ts';
import { words } from '../language/words.ts';
import { Button } from '../ui/Button.tsx';
import { below, useActionMenu } from './actionMenuContext.ts';
import styles from './Controls.module.css';

interface ActionButtonProps {
  readonly action: keyof typeof words.actions.verbs & ActionName;
  readonly thing: Thing;
}

export function ActionButton({ action, thing }: ActionButtonProps) {
  const lab = useLab();
  const menu = useActionMenu();
  const { name, says } = words.actions.list[action];
  const text = name(thingName(thing, lab.store.getState().snapshot));
  return (
    <Button
      className={styles['kill']}
      aria-label={text}
      title={`${text}: ${says}`}
      onClick={({ currentTarget }) => {
        const offer = offersOn([thing], lab.store.getState()).find((one) => one.action === action);
        if (offer !== undefined) menu.choose(offer, below(currentTarget), currentTarget);
      }}
    >
      {words.actions.verbs[action]}
    </Button>
  );
}
