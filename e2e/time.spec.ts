/** Time by keyboard: steps both ways, any moment, other futures beside this one, undo. */
import type { Page } from '@playwright/test';
import { expect, test } from './test.ts';

const slider = (page: Page) => page.getByRole('slider', { name: 'Moment of the run' });
const event = (page: Page, name: string | RegExp) =>
  page.getByRole('list', { name: 'Events of the run' }).getByRole('button', { name });
const lost = (page: Page) => page.getByRole('row').filter({ has: page.getByRole('radio') });

async function paused(page: Page): Promise<void> {
  await page.goto('/');
  await expect(page.getByRole('button', { name: 'Kill s3' }).first()).toBeVisible();
  await page.keyboard.press(' ');
  await expect(page.getByRole('button', { name: 'Play' })).toBeVisible();
}

async function momentMs(page: Page): Promise<number> {
  return Number(await slider(page).getAttribute('aria-valuenow')) * 1000;
}

test('steps a request or an event, on and back, and says what it did', async ({ page }) => {
  await paused(page);
  const status = page.getByRole('status');
  const from = await momentMs(page);
  await page.keyboard.press('.');
  await expect(status.filter({ hasText: /^One request answered: / })).toBeVisible();
  await expect.poll(() => momentMs(page)).toBeGreaterThanOrEqual(from);
  await page.keyboard.press(',');
  await expect(status.filter({ hasText: /^Back to before .*taken back: the answer to / })).toBeVisible();
  await page.keyboard.press('Shift+ArrowRight');
  await expect(status.filter({ hasText: /^One event, at / })).toBeVisible();
  const said = (await status.filter({ hasText: /^One event, at / }).textContent()) ?? '';
  await page.keyboard.press('Shift+ArrowLeft');
  const what = said.replace(/^One event, at [\d.]+ s: /, '');
  await expect(status.filter({ hasText: `taken back: ${what}` })).toBeVisible();
});

test('goes to any moment by the keys of a slider', async ({ page }) => {
  await paused(page);
  await slider(page).focus();
  await page.keyboard.press('Home');
  await expect(slider(page)).toHaveAttribute('aria-valuetext', '0.0 s of 60.0 s');
  await page.keyboard.press('PageUp');
  await page.keyboard.press('PageUp');
  await page.keyboard.press('PageUp');
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect(slider(page)).toHaveAttribute('aria-valuetext', '32.0 s of 60.0 s');
  await page.keyboard.press('ArrowLeft');
  await expect(slider(page)).toHaveAttribute('aria-valuetext', '31.0 s of 60.0 s');
  await page.keyboard.press('End');
  await expect(slider(page)).toHaveAttribute('aria-valuetext', '32.0 s of 60.0 s');
});

test('steps back before a kill, drains instead, and compares the counts of both futures', async ({ page }) => {
  await paused(page);
  await page.keyboard.press('3');
  await page.keyboard.press('k');
  await slider(page).focus();
  for (let press = 0; press < 3; press += 1) await page.keyboard.press('PageUp');
  await expect(slider(page)).toHaveAttribute('aria-valuetext', /after s3 seen down$/);
  await expect(page.getByRole('button', { name: 'Restart s3' }).first()).toBeVisible();

  await event(page, /^kill s3 at/).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status').filter({ hasText: /^Just before: kill s3 at/ })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Kill s3' }).first()).toBeVisible();
  await expect(event(page, /^kill s3 at .*still to come$/)).toBeFocused();

  await page.keyboard.press('d');
  await expect(event(page, /^drain s3 at/)).toBeVisible();
  await expect(event(page, /^kill s3/)).toHaveCount(0);
  await slider(page).focus();
  const drainedAt = await momentMs(page);
  for (let press = 0; press < 3; press += 1) await page.keyboard.press('PageUp');
  await expect.poll(() => momentMs(page)).toBeGreaterThan(drainedAt + 29_000);

  await page.getByRole('button', { name: /^Futures: 2, drain s3 at/ }).focus();
  await page.keyboard.press('Enter');
  const counts = lost(page).getByRole('cell');
  await expect(lost(page)).toHaveCount(2);
  const killed = lost(page).filter({ hasText: 'kill s3' });
  const drained = lost(page).filter({ hasText: 'drain s3' });
  await expect(drained.getByRole('cell').first()).toHaveText('0');
  await expect(killed.getByRole('cell').first()).toHaveText(/^[1-9]\d*$/);
  await expect(counts.last()).toHaveText(/%$/);
  const sessionsLost = await killed.getByRole('cell').first().textContent();

  await drained.getByRole('radio').focus();
  await page.keyboard.press('ArrowUp');
  await expect(page.getByRole('radio', { name: /kill s3/ })).toBeChecked();
  await page.keyboard.press('Escape');
  await expect(event(page, /^kill s3 at/)).toBeVisible();
  const figures = page.getByRole('region', { name: 'Harm so far' }).getByRole('definition');
  await expect(figures.first()).toHaveText(sessionsLost ?? '');
});

test('undoes the last action and does it again, at the same moment', async ({ page }) => {
  await paused(page);
  const undo = page.getByRole('button', { name: /^Undo/ });
  await expect(undo).toHaveAttribute('aria-disabled', 'true');
  await page.keyboard.press('Control+z');
  await expect(page.getByRole('status').filter({ hasText: 'Nothing to undo' })).toBeVisible();
  await page.keyboard.press('3');
  await page.keyboard.press('k');
  await slider(page).focus();
  const killedAt = await momentMs(page);
  await page.keyboard.press('PageUp');
  await expect.poll(() => momentMs(page)).toBeGreaterThan(killedAt);
  const at = await momentMs(page);
  await expect(page.getByRole('button', { name: /^Undo: kill s3 at/ })).toBeEnabled();
  await page.keyboard.press('Control+z');
  await expect(page.getByRole('status').filter({ hasText: /^Undone: kill s3 at/ })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Kill s3' }).first()).toBeVisible();
  expect(await momentMs(page)).toBe(at);
  await page.keyboard.press('Control+Shift+z');
  await expect(page.getByRole('status').filter({ hasText: /^Done again: kill s3 at/ })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Restart s3' }).first()).toBeVisible();
});

test('drags the line of time with a pointer, and plays on from there', async ({ page }) => {
  await paused(page);
  const box = await slider(page).boundingBox();
  if (box === null) throw new Error('the line of time is not on the page');
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + box.width * 0.3, y);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * 0.75, y, { steps: 8 });
  await page.mouse.up();
  await expect.poll(() => momentMs(page)).toBeCloseTo(45_000, -3);
});
