/** Light, dark or as the system has it; remembered where the browser allows it. */
import { useEffect, useState } from 'react';
import { useMediaQuery } from '../ui/useMediaQuery.ts';

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

const KEY = 'affinity-lab.theme';

export function useTheme(): { theme: Theme; setTheme: (theme: Theme) => void; isDark: boolean } {
  const [theme, setTheme] = useState<Theme>(readTheme);
  const systemIsDark = useMediaQuery('(prefers-color-scheme: dark)');
  const isDark = theme === 'dark' || (theme === 'system' && systemIsDark);

  useEffect(() => {
    document.documentElement.dataset['theme'] = isDark ? 'dark' : 'light';
    try {
      localStorage.setItem(KEY, theme);
    } catch {
      // A sandboxed frame has no storage: the choice holds for this visit.
    }
  }, [theme, isDark]);

  return { theme, setTheme, isDark };
}

function readTheme(): Theme {
  try {
    const stored = localStorage.getItem(KEY);
    return THEMES.find((theme) => theme === stored) ?? 'system';
  } catch {
    return 'system';
  }
}
