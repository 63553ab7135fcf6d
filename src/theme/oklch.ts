/**
 * A colour of the style sheet as a canvas takes it in least time: set thousands of times a second, `oklch()` is read anew
 * each time, and that costs more than what is drawn. Matrices of CSS Color 4; what a screen can't show is cut off, as
 * browsers do.
 */
export function hexOf(lightness: number, chroma: number, hueDegrees: number): string {
  const hue = (hueDegrees * Math.PI) / 180;
  const a = chroma * Math.cos(hue);
  const b = chroma * Math.sin(hue);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const red = byteOf(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s);
  const green = byteOf(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s);
  const blue = byteOf(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s);
  return `#${red}${green}${blue}`;
}

/** Of a linear share of light. */
function byteOf(linear: number): string {
  const share = Math.min(1, Math.max(0, linear));
  const encoded = share <= 0.0031308 ? 12.92 * share : 1.055 * share ** (1 / 2.4) - 0.055;
  return Math.round(encoded * 255)
    .toString(16)
    .padStart(2, '0');
}
