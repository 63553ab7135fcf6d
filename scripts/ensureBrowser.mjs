/**
 * Sees to it that browser tests can run, and prints the browser's path on stdout: one that is there, else
 * Playwright's own download, else Debian's package when that is possible. Ends with status 1 and one sentence
 * otherwise; tests are never skipped silently.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromiumCandidates } from './chromium.mjs';

const MINUTE_MS = 60_000;
const APT = '/usr/bin/apt-get';
const APT_OPTIONS = ['-o', 'DPkg::Lock::Timeout=120', '-o', 'Acquire::Retries=2'];

/**
 * Runs a command without a shell; its output goes to stderr, so that stdout carries only the answer.
 * @param {string} command
 * @param {string[]} args
 * @param {number} limitMs
 */
function succeeds(command, args, limitMs) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const result = spawnSync(command, args, { stdio: ['ignore', 2, 2], timeout: limitMs, env });
  return result.status === 0;
}

/** A file that exists is not yet a browser that starts. @param {string} path */
function starts(path) {
  return spawnSync(path, ['--version'], { stdio: 'ignore', timeout: MINUTE_MS }).status === 0;
}

const workingBrowser = () => chromiumCandidates().find(starts);

function downloadWithPlaywright() {
  console.error('No Chromium found: trying to download the one Playwright brings.');
  succeeds(process.execPath, ['node_modules/@playwright/test/cli.js', 'install', 'chromium'], 4 * MINUTE_MS);
}

function installWithApt() {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !existsSync(APT)) return;
  console.error('Trying the chromium package of this system.');
  for (let attempt = 1; attempt <= 2; attempt += 1) {
    succeeds(APT, ['update', '-qq', ...APT_OPTIONS], 3 * MINUTE_MS);
    const install = ['install', '-y', '-qq', '--no-install-recommends', ...APT_OPTIONS, 'chromium'];
    if (succeeds(APT, install, 6 * MINUTE_MS)) return;
  }
}

let browser = workingBrowser();
for (const get of [downloadWithPlaywright, installWithApt]) {
  if (browser !== undefined) break;
  get();
  browser = workingBrowser();
}
if (browser === undefined) {
  console.error('The browser tests need a Chromium: install the package "chromium", or name one in PW_CHROMIUM.');
  process.exitCode = 1;
} else {
  console.log(browser);
}
