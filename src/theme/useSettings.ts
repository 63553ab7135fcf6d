/** The reader's settings: read by whoever is concerned, shown by the document's root, kept where the browser allows it. */
import { createContext, useContext, useLayoutEffect, useMemo, useState } from 'react';
import { useMediaQuery } from '../ui/useMediaQuery.ts';
import type { Look } from './canvasLook.ts';
import { watchMedia } from './scaledMedia.ts';
import type { Settings } from './settings.ts';
import { keepSettings, keptSettings } from './settingsStorage.ts';

export interface SettingsInUse {
  readonly settings: Settings;
  readonly change: (change: Partial<Settings>) => void;
  /** False once the browser has refused to keep them. */
  readonly isKept: boolean;
  /** What is drawn on a canvas must know: style sheets do not reach there. */
  readonly look: Look;
}

const SettingsContext = createContext<SettingsInUse | null>(null);
export const SettingsProvider = SettingsContext.Provider;

export function useSettings(): SettingsInUse {
  const inUse = useContext(SettingsContext);
  if (inUse === null) throw new Error('useSettings outside of a SettingsProvider');
  return inUse;
}

/** For the one who provides them. */
export function useKeptSettings(): SettingsInUse {
  const [settings, setSettings] = useState(keptSettings);
  const [isKept, setIsKept] = useState(true);
  const systemIsDark = useMediaQuery('(prefers-color-scheme: dark)');
  // The system's colours are in force whatever was chosen here.
  const isForced = useMediaQuery('(forced-colors: active)');
  const { theme, textPercent, motion } = settings;
  const isDark = isForced || theme === 'system' ? systemIsDark : theme === 'dark';
  const look = theme === 'projector' ? theme : isDark ? 'dark' : 'light';

  useLayoutEffect(() => watchMedia(document, textPercent / 100), [textPercent]);

  // Before the first picture is drawn, so that nothing is measured at another size.
  useLayoutEffect(() => {
    const { dataset, style } = document.documentElement;
    dataset['theme'] = look;
    dataset['motion'] = motion;
    style.setProperty('--text-scale', String(textPercent / 100));
  }, [look, motion, textPercent]);

  return useMemo(() => {
    const change = (changed: Partial<Settings>): void => {
      const next = { ...settings, ...changed };
      setSettings(next);
      setIsKept(keepSettings(next));
    };
    return { settings, change, isKept, look };
  }, [settings, isKept, look]);
}
