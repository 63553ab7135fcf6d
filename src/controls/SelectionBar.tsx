/** What several selected things can be told to do, all of them: a toolbar while there are several. */
import { MoreHorizontal, X } from 'lucide-react';
import { offersOn } from '../lab/offers.ts';
import { selectSeveral } from '../lab/several.ts';
import { thingKey, thingsName } from '../lab/things.ts';
import { useLab, useLabState } from '../lab/useLab.ts';
import { words } from '../language/words.ts';
import { Button } from '../ui/Button.tsx';
import { below, useActionMenu } from './actionMenuContext.ts';
import styles from './Controls.module.css';

/** The others are behind "…". */
const FIRST = 3;

export function SelectionBar() {
  const lab = useLab();
  const menu = useActionMenu();
  const several = useLabState(selectSeveral);
  if (several.length === 0) return null;
  const state = lab.store.getState();
  const name = thingsName(several, state.snapshot);
  const said = words.actions.several;
  return (
    <div className={styles['selection']} data-kind={several[0]?.kind} role="toolbar" aria-label={said.of(name)}>
      <strong title={several.map(thingKey).join(', ')}>{said.selected(name)}</strong>
      {offersOn(several, state)
        .filter(({ action, variant }) => variant === null && SHORT.has(action))
        .slice(0, FIRST)
        .map((offer) => (
          <Button
            key={offer.action}
            aria-label={offer.text}
            title={`${offer.text}: ${offer.says}`}
            onClick={({ currentTarget }) => menu.choose(offer, below(currentTarget), currentTarget)}
          >
            {said.verbs[offer.action as keyof typeof said.verbs]}
          </Button>
        ))}
      <Button
        look="plain"
        aria-label={words.actions.menu.more(name)}
        title={words.actions.menu.more(name)}
        aria-haspopup="menu"
        onClick={({ currentTarget }) => void menu.open(several, below(currentTarget), currentTarget)}
      >
        <MoreHorizontal aria-hidden="true" />
      </Button>
      <Button look="plain" aria-label={said.clear} title={said.clear} onClick={() => lab.selectSeveral([])}>
        <X aria-hidden="true" />
      </Button>
    </div>
  );
}

const SHORT: ReadonlySet<string> = new Set(Object.keys(words.actions.several.verbs));
