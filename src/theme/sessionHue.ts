/**
 * Hues of sessions. Eight that are told apart even side by side, then the same eight a little further on: a letter
 * always stands beside the colour, so that it only has to help.
 */
import type { Look } from './canvasLook.ts';
import { hexOf } from './oklch.ts';

const FIRST_HUES = [25, 62, 105, 150, 192, 240, 280, 322] as const;
const NEXT_ROUND_DEGREES = 17;

export function sessionHue(index: number): number {
  const round = Math.floor(index / FIRST_HUES.length);
  const hue = FIRST_HUES[index % FIRST_HUES.length] ?? 0;
  return (hue + round * NEXT_ROUND_DEGREES) % 360;
}

/** `--session-lightness` and `--session-chroma`, and those where a letter stands on the colour. */
const SESSION: Tones = { light: [0.62, 0.15], dark: [0.78, 0.13], projector: [0.55, 0.18] };
const LETTERED: Tones = { light: [0.535, 0.13], dark: [0.78, 0.13], projector: [0.48, 0.16] };
type Tones = Readonly<Record<Look, readonly [lightness: number, chroma: number]>>;

/** For what is drawn on a canvas, which knows no custom properties. */
export const sessionColour = (index: number, look: Look): string => hexOf(...SESSION[look], sessionHue(index));

/** As `--session-fill` of the style sheet: where a letter stands on it. */
export const letterFill = (index: number, look: Look): string => hexOf(...LETTERED[look], sessionHue(index));

const BAND_DEGREES = 8;

/** Hues of marks that are too small for more: so many bands round the circle. */
export const hueBandOf = (index: number): number => Math.floor(sessionHue(index) / BAND_DEGREES);

/** Of the band that `hueBandOf` names. */
export function swarmColour(band: number, look: Look): string {
  SWARM[look] ??= Array.from({ length: 360 / BAND_DEGREES }, (_, index) =>
    hexOf(...SESSION[look], (index + 0.5) * BAND_DEGREES),
  );
  return SWARM[look][band] ?? '';
}

const SWARM: Partial<Record<Look, readonly string[]>> = {};
