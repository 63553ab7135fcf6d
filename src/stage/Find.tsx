/** Finds a person or a server by the beginning of its name, selects it and brings it into view. */
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import type { PersonSnapshot, ServerSnapshot } from '../engine/index.ts';
import { selectPeople, selectServers } from '../lab/selectors.ts';
import { useLab, useLabState } from '../lab/useLab.ts';
import { standingText } from '../lab/wording.ts';
import { words } from '../language/words.ts';
import styles from './Scale.module.css';

export type Found =
  | { readonly kind: 'person'; readonly id: string; readonly name: string; readonly says: string; readonly row: number }
  | {
      readonly kind: 'server';
      readonly id: string;
      readonly name: string;
      readonly says: string;
      readonly row: number;
    };

interface FindProps {
  readonly onFound: (found: Found) => void;
}

export function Find(props: FindProps) {
  const isSearching = useLabState((state) => state.isSearching);
  return isSearching ? <Field {...props} /> : null;
}

function Field({ onFound }: FindProps) {
  const people = useLabState(selectPeople);
  const servers = useLabState(selectServers);
  const lab = useLab();
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const cameFrom = useRef<Element | null>(null);
  const [text, setText] = useState('');
  const [active, setActive] = useState(0);
  const found = findByName(text, people, servers);
  const said = words.stage.zoom;

  useEffect(() => {
    cameFrom.current = document.activeElement;
    field.current?.focus();
  }, []);

  const close = (): void => {
    lab.search(false);
    if (cameFrom.current instanceof HTMLElement) cameFrom.current.focus();
  };
  const take = (one: Found | undefined): void => {
    if (one === undefined) return;
    onFound(one);
    close();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const move = moveOf(event.key);
    if (move === null) return;
    event.preventDefault();
    event.stopPropagation();
    move();
  };
  const moveOf = (key: string): (() => void) | null => {
    switch (key) {
      case 'ArrowDown':
        return () => setActive(Math.min(found.length - 1, active + 1));
      case 'ArrowUp':
        return () => setActive(Math.max(0, active - 1));
      case 'Enter':
        return () => take(found[active]);
      case 'Escape':
        return close;
      default:
        return null;
    }
  };

  return (
    <search className={styles['find']}>
      <input
        ref={field}
        type="text"
        role="combobox"
        aria-label={said.findLabel}
        aria-expanded={found.length > 0}
        aria-controls={id}
        aria-activedescendant={found.length > 0 ? `${id}-${active}` : undefined}
        aria-autocomplete="list"
        placeholder={said.placeholder}
        value={text}
        autoComplete="off"
        spellCheck={false}
        onChange={(event) => {
          setText(event.target.value);
          setActive(0);
        }}
        onKeyDown={onKeyDown}
        onBlur={({ relatedTarget }) => {
          if (relatedTarget === null || !(relatedTarget as Element).closest(`.${styles['find']}`)) lab.search(false);
        }}
      />
      <div id={id} role="listbox" aria-label={said.findLabel}>
        {found.map((one, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/useFocusableInteractive: the field has the focus and the keys
          <div
            key={`${one.kind} ${one.id}`}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === active}
            // Before the field loses its focus and closes.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => take(one)}
          >
            <strong>{one.name}</strong> <span>{one.says}</span>
          </div>
        ))}
      </div>
      <p role="status">{text === '' ? '' : found.length === 0 ? said.nobody : ''}</p>
    </search>
  );
}

const MOST_FOUND = 7;

/** Exact names first, then by their beginning; servers before people, as fewer. */
export function findByName(
  text: string,
  people: readonly PersonSnapshot[],
  servers: readonly ServerSnapshot[],
): readonly Found[] {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return [];
  const found: Found[] = [];
  const isFound = (name: string): boolean => name.toLowerCase().startsWith(wanted);
  servers.forEach(({ id }, row) => {
    if (isFound(id)) found.push({ kind: 'server', id, name: id, says: words.stage.zoom.server, row });
  });
  people.forEach((person, row) => {
    const { id, name, isActive } = person;
    if (isActive && isFound(name)) found.push({ kind: 'person', id, name, says: standingText(person), row });
  });
  const isExact = ({ name }: Found): boolean => name.toLowerCase() === wanted;
  return found.sort((a, b) => Number(isExact(b)) - Number(isExact(a))).slice(0, MOST_FOUND);
}
