/** The page's own settings, as commands of the palette. */
import { useMemo } from 'react';
import type { PaletteItem } from '../lab/paletteItems.ts';
import { words } from '../language/words.ts';
import { THEMES } from '../theme/settings.ts';
import { useSettings } from '../theme/useSettings.ts';

export function useSettingCommands(): readonly PaletteItem[] {
  const { settings, change } = useSettings();
  const { hasKeys } = settings;
  return useMemo(() => {
    const command = (key: string, text: string, run: () => void): PaletteItem => ({
      ...{ key, group: 'setting', text, says: '', hint: null },
      does: { kind: 'run', run },
    });
    return [
      ...THEMES.map((theme) =>
        command(`theme ${theme}`, words.palette.theme(words.settings.themes[theme]), () => change({ theme })),
      ),
      command('gallery', words.palette.gallery, () => location.assign('?gallery')),
      command('keys', words.palette.singleKeys(hasKeys), () => change({ hasKeys: !hasKeys })),
    ];
  }, [hasKeys, change]);
}
