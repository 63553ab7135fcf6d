/** Storage that may be absent, full or forbidden (a sandboxed frame throws at the mere mention of it). */
import { type Settings, settingsFrom } from './settings.ts';

const KEY = 'affinity-lab.settings';

export function keptSettings(): Settings {
  try {
    return settingsFrom(localStorage.getItem(KEY));
  } catch {
    return settingsFrom(null);
  }
}

/** Whether they are there for the next visit. */
export function keepSettings(settings: Settings): boolean {
  try {
    localStorage.setItem(KEY, JSON.stringify(settings));
    return true;
  } catch {
    return false;
  }
}
