/**
 * Where a Chromium may be, in the order of preference. One list for the script that gets one and for Playwright.
 */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from '@playwright/test';

// The headless shell draws the same page in less time and memory.
const NAMES = ['chromium-headless-shell', 'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** @returns {string[]} paths of files that exist; empty when the machine has no Chromium */
export function chromiumCandidates() {
  const given = process.env.PW_CHROMIUM;
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin'];
  const installed = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
  const paths = [...(given ? [given] : []), chromium.executablePath(), ...installed];
  return [...new Set(paths)].filter((path) => path !== '' && existsSync(path));
}

/** What Playwright is to start: nothing needs to be said when its own build is there. */
export function chromiumLaunchOptions() {
  const [executablePath] = chromiumCandidates();
  const isPlaywrightsOwn = executablePath === chromium.executablePath();
  return executablePath === undefined || isPlaywrightsOwn ? {} : { executablePath };
}
