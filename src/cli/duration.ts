import { LONGEST_RUN_MS } from '../scenario/moments.ts';
import { BadInput } from './badInput.ts';

const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** `500ms`, `120s`, `2m`, `1h`, `1.5d`; a plain number is seconds. In ms. */
export function parseDuration(text: string, flag: string): number {
  const [, digits, unit = 's'] = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)?$/.exec(text) ?? [];
  const ms = Number(digits) * (UNIT_MS[unit] ?? Number.NaN);
  if (Number.isNaN(ms))
    throw new BadInput(`${flag}: ${JSON.stringify(text)} is not a duration like 500ms, 120s, 2m, 1h`);
  if (ms === 0) throw new BadInput(`${flag}: ${text} is no time at all`);
  if (ms > LONGEST_RUN_MS) throw new BadInput(`${flag}: ${text} is above 400d`);
  return ms;
}
