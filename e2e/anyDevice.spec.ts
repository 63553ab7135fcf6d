/** Narrow windows, fingers, no pointer at all, a tab that slept: the lab is there, and stands where it stood. */
import type { Page } from '@playwright/test';
import { expect, test } from './test.ts';

const clock = async (page: Page): Promise<number> =>
  Number.parseFloat(
    (await page
      .getByRole('region', { name: 'Time' })
      .getByText(/^\d+\.\d s$/)
      .textContent()) ?? '',
  );

const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

test('at 320 px nothing is cut off at the side, and a server is killed', async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await page.goto('./');
  await page.getByRole('button', { name: 'Kill s3' }).click();
  await expect(page.getByRole('button', { name: 'Restart s3' })).toBeVisible();
  expect(await overflow(page)).toBeLessThanOrEqual(0);
  await page.getByRole('button', { name: 'Mix' }).click();
  await expect(page.getByRole('button', { name: /^Balancing: / })).toBeInViewport({ ratio: 1 });
  expect(await overflow(page)).toBeLessThanOrEqual(0);
});

test('at twice the size of type crowds and racks fit', async ({ page }) => {
  await page.addInitScript(() => localStorage.setItem('affinity-lab.settings', JSON.stringify({ textPercent: 200 })));
  await page.goto('./');
  await page.getByRole('button', { name: 'Mix' }).click();
  await page.getByRole('button', { name: 'Scenario', exact: true }).click();
  await page.getByRole('group', { name: 'Group 1' }).getByLabel('how many').fill('400');
  await page.getByLabel('servers', { exact: true }).fill('40');
  await page.getByRole('button', { name: 'Start over with these' }).click();
  await expect(page.getByRole('group', { name: /^Rack s1 to / })).toBeAttached();
  expect(await overflow(page)).toBeLessThanOrEqual(0);
});

test('a finger that rests on a server or a person gets its menu, and one that lifts presses nothing', async ({
  browser,
  baseURL,
}) => {
  const context = await browser.newContext({
    ...(baseURL === undefined ? {} : { baseURL }),
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
  });
  const page = await context.newPage();
  await page.goto('./');
  await page.getByRole('button', { name: 'Pause' }).tap();
  const touch = await context.newCDPSession(page);
  for (const [name, item] of [
    [/^Ada, /, /^Clear cookies of Ada/],
    ['s1', /^Drain s1/],
  ] as const) {
    const thing = page.getByRole('button', { name, exact: typeof name === 'string' }).first();
    await thing.scrollIntoViewIfNeeded();
    const box = await thing.boundingBox();
    if (box === null) throw new Error('it is not in the picture');
    const touchPoints = [{ x: box.x + 12, y: box.y + box.height / 2 }];
    await touch.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints });
    await expect(page.getByRole('menuitem', { name: item })).toBeVisible();
    await touch.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    await page.waitForTimeout(300);
    await expect(page.getByRole('menuitem', { name: item })).toBeVisible();
    await page.getByRole('menuitem', { name: item }).tap();
    await expect(page.getByRole('menu')).toHaveCount(0);
  }
  await expect(page.getByRole('group', { name: /^s1, drains/ })).toBeAttached();
  await context.close();
});

test('without a pointer and without hover every action has its key', async ({ page }) => {
  await page.goto('./');
  await page.getByRole('button', { name: 'Pause' }).press('Enter');
  await page.getByRole('button', { name: 's2', exact: true }).focus();
  await page.keyboard.press('Shift+F10');
  await page.getByRole('menuitem', { name: 'Drain s2' }).press('Enter');
  await expect(page.getByRole('group', { name: /^s2, drains/ })).toBeAttached();
  // What a term means comes with the focus as well.
  await page.getByRole('button', { name: 'Looks at' }).focus();
  await expect(page.getByRole('tooltip')).toBeVisible();
});

test('a tab that slept for an hour goes on where it was', async ({ page }) => {
  await page.clock.install();
  await page.goto('./');
  await page.getByRole('button', { name: 'Kill s3' }).click();
  await expect(page.getByRole('button', { name: 'Restart s3' })).toBeVisible();
  const before = await clock(page);
  await page.clock.fastForward('01:00:00');
  await expect(page.getByRole('button', { name: 'Restart s3' })).toBeVisible();
  await expect.poll(() => clock(page)).toBeGreaterThan(before);
  expect((await clock(page)) - before).toBeLessThan(5);
});
