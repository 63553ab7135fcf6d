/** What a reader sets for themselves, and how it is read back from wherever it was kept: field by field, at its worst empty. */
export const THEMES = ['system', 'light', 'dark', 'projector'] as const;
export type Theme = (typeof THEMES)[number];
export const MOTIONS = ['system', 'reduce', 'full'] as const;
export type Motion = (typeof MOTIONS)[number];
export const TEXT_PERCENT = { min: 100, max: 200, step: 10 } as const;

export interface Settings {
  readonly theme: Theme;
  /** Of the size that screen and browser give, 100–200. */
  readonly textPercent: number;
  readonly motion: Motion;
  /** Whether single keys act. */
  readonly hasKeys: boolean;
  readonly hasSound: boolean;
  /** 0–1 */
  readonly volume: number;
}

export const USUAL_SETTINGS: Settings = {
  theme: 'system',
  textPercent: 100,
  motion: 'system',
  hasKeys: true,
  hasSound: false,
  volume: 0.5,
};

export function settingsFrom(text: string | null): Settings {
  const kept = objectIn(text);
  const { min, max } = TEXT_PERCENT;
  return {
    theme: THEMES.find((theme) => theme === kept['theme']) ?? USUAL_SETTINGS.theme,
    textPercent: between(kept['textPercent'], min, max) ?? USUAL_SETTINGS.textPercent,
    motion: MOTIONS.find((motion) => motion === kept['motion']) ?? USUAL_SETTINGS.motion,
    hasKeys: flag(kept['hasKeys']) ?? USUAL_SETTINGS.hasKeys,
    hasSound: flag(kept['hasSound']) ?? USUAL_SETTINGS.hasSound,
    volume: between(kept['volume'], 0, 1) ?? USUAL_SETTINGS.volume,
  };
}

function objectIn(text: string | null): Readonly<Record<string, unknown>> {
  if (text === null) return {};
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

const flag = (value: unknown): boolean | null => (typeof value === 'boolean' ? value : null);
const between = (value: unknown, min: number, max: number): number | null =>
  typeof value === 'number' && value >= min && value <= max ? value : null;
