/** How evenly something is spread over the servers. */

export interface Spread {
  /** The greatest over the mean: 1 is even, N is all on one. */
  readonly maxOverMean: number;
  /** Coefficient of variation: standard deviation over mean; 0 is even. */
  readonly cv: number;
  /** Jain's index, 1 ÷ (1 + cv²): 1 is even, 1/N is all on one. */
  readonly jain: number;
}

/** Of what each server has per unit of its weight. Servers without weight do not take part; null where there is nothing. */
export function spreadOf(amounts: readonly number[], weights: readonly number[]): Spread | null {
  const shares = amounts.map((amount, row) => amount / weights[row]!).filter((_, row) => weights[row]! > 0);
  const sum = shares.reduce((total, share) => total + share, 0);
  if (sum === 0) return null;
  const mean = sum / shares.length;
  const variance = shares.reduce((total, share) => total + (share - mean) * (share - mean), 0) / shares.length;
  const cv = Math.sqrt(variance) / mean;
  return { maxOverMean: Math.max(...shares) / mean, cv, jain: 1 / (1 + cv * cv) };
}
