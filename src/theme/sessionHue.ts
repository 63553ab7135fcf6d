/**
 * Hues of sessions. Eight that are told apart even side by side, then the same eight a little further on: a letter
 * always stands beside the colour, so that it only has to help.
 */
const FIRST_HUES = [25, 62, 105, 150, 192, 240, 280, 322] as const;
const NEXT_ROUND_DEGREES = 17;

export function sessionHue(index: number): number {
  const round = Math.floor(index / FIRST_HUES.length);
  const hue = FIRST_HUES[index % FIRST_HUES.length] ?? 0;
  return (hue + round * NEXT_ROUND_DEGREES) % 360;
}

/** For what is drawn on a canvas, which knows no custom properties. */
export function sessionColour(index: number, isDark: boolean): string {
  return isDark ? `oklch(0.78 0.13 ${sessionHue(index)})` : `oklch(0.62 0.15 ${sessionHue(index)})`;
}

/** As `--session-fill` of the style sheet: where a letter stands on it. */
export function letterFill(index: number, isDark: boolean): string {
  return isDark ? sessionColour(index, isDark) : `oklch(0.535 0.13 ${sessionHue(index)})`;
}

const BAND_DEGREES = 8;

/** Hues of marks that are too small for more: so many bands round the circle. */
export const hueBandOf = (index: number): number => Math.floor(sessionHue(index) / BAND_DEGREES);

/** Of the band that `hueBandOf` names. */
export function swarmColour(band: number, isDark: boolean): string {
  const hue = (band + 0.5) * BAND_DEGREES;
  return isDark ? `oklch(0.78 0.13 ${hue})` : `oklch(0.62 0.15 ${hue})`;
}
