/** The foot of a list that goes on below its edge: how much more there is, how it ends, and the way there. */
import { ChevronDown } from 'lucide-react';
import { type RefObject, useEffect, useState } from 'react';
import { words } from '../language/words.ts';
import styles from './Inspect.module.css';

interface MoreBelowProps {
  readonly list: RefObject<HTMLElement | null>;
  /** How the last of them reads. */
  readonly ending: string;
}

export function MoreBelow({ list, ending }: MoreBelowProps) {
  const below = useBelow(list, ending);
  if (below === 0) return null;
  const text = words.inspect.why.more(below, ending);
  return (
    <button
      type="button"
      className={styles['more']}
      title={text}
      onClick={() => list.current?.scrollTo({ top: list.current.scrollHeight })}
    >
      <ChevronDown aria-hidden="true" /> <span>{text}</span>
    </button>
  );
}

/** Of which some part can be seen is not counted. */
const SEEN_PX = 8;

/** How many children of the list lie below what it shows. */
function useBelow(list: RefObject<HTMLElement | null>, ending: string): number {
  const [below, setBelow] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another ending is another list.
  useEffect(() => {
    const element = list.current;
    if (element === null) return;
    const count = (): void => {
      const edge = element.getBoundingClientRect().bottom;
      const isOver = element.scrollHeight - element.scrollTop > element.clientHeight + SEEN_PX;
      const hidden = [...element.children].filter((child) => child.getBoundingClientRect().bottom > edge + SEEN_PX);
      setBelow(isOver ? hidden.length : 0);
    };
    const observer = new ResizeObserver(count);
    observer.observe(element);
    for (const child of element.children) observer.observe(child);
    element.addEventListener('scroll', count, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', count);
    };
  }, [list, ending]);
  return below;
}
