/** The colours of a canvas, which knows no custom properties: as `tokens.css` has them. */

/** What the document's root has as `data-theme`. */
export type Look = 'light' | 'dark' | 'projector';

export interface CanvasLook {
  readonly look: Look;
  readonly ink: string;
  readonly paper: string;
  readonly card: string;
  readonly muted: string;
  readonly hairline: string;
  /** Of a letter on a session's colour. */
  readonly letter: string;
  /** How many times as large and as thick as usual marks are: on a projector they are seen from the last row. */
  readonly weight: number;
}

export const CANVAS_LOOKS: Readonly<Record<Look, CanvasLook>> = {
  light: {
    look: 'light',
    ink: '#1c1c1a',
    paper: '#faf9f6',
    card: '#ffffff',
    muted: '#a9a59b',
    hairline: '#dad7cf',
    letter: '#ffffff',
    weight: 1,
  },
  dark: {
    look: 'dark',
    ink: '#ecedef',
    paper: '#14161a',
    card: '#1b1e24',
    muted: '#606876',
    hairline: '#343943',
    letter: '#14161a',
    weight: 1,
  },
  projector: {
    look: 'projector',
    ink: '#000000',
    paper: '#ffffff',
    card: '#ffffff',
    muted: '#4a4a4a',
    hairline: '#8a8a8a',
    letter: '#ffffff',
    weight: 1.35,
  },
};
