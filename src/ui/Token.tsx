/** A session, drawn where it lives: a small square in its person's colour, with the letter where there is room. */
import type { CSSProperties } from 'react';
import styles from './Token.module.css';

export interface TokenProps {
  readonly hue: number;
  readonly letter?: string | undefined;
  /** `gone`: only the outline of where it stood. `missed`: crossed out, its person knows. */
  readonly state?: 'alive' | 'gone' | 'missed';
  readonly shape?: 'square' | 'round' | 'diamond';
  readonly size?: 'tiny' | 'small' | 'medium' | 'large';
}

export function Token({ hue, letter, state = 'alive', shape = 'square', size = 'small' }: TokenProps) {
  const names = [styles['token'], styles[state], styles[shape], styles[size], letter ? styles['lettered'] : ''];
  return (
    <span className={names.join(' ')} data-hue="" style={{ '--hue': hue } as CSSProperties} aria-hidden="true">
      {letter}
    </span>
  );
}
