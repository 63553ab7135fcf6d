/** Each value as the mean of so many around it; a gap stays one, and nothing is carried across the ends. */
export function meansOf(values: readonly (number | null)[], width: number): readonly (number | null)[] {
  const reach = Math.floor(width / 2);
  return values.map((value, index) => {
    if (value === null) return null;
    const around = values.slice(Math.max(0, index - reach), index + reach + 1).filter((one) => one !== null);
    return around.reduce((sum, one) => sum + one, 0) / around.length;
  });
}
