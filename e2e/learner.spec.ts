/** A learner opens the page, plays, and sees who is signed out and why. */
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './test.ts';

const WITH_CART = /^(?<name>\w+), (?<items>\d+) items? in the cart, session (?:on|in) (?<place>.+)$/;

const named = (page: Page, name: string): Locator => page.getByRole('button', { name: new RegExp(`^${name}, `) });

/** The number above the words "sessions lost". */
async function sessionsLost(page: Page): Promise<number> {
  const harm = page.getByRole('region', { name: 'Harm so far' });
  const term = page.getByRole('term').filter({ hasText: 'sessions lost' });
  return Number(await harm.locator('div', { has: term }).last().getByRole('definition').textContent());
}

async function chooseStrategy(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: /^Strategy: / }).click();
  await page.getByRole('menuitemradio', { name, exact: true }).click();
  await expect(page.getByRole('button', { name: `Strategy: ${name}` })).toBeVisible();
}

async function chooseSpeed(page: Page, speed: string): Promise<void> {
  await page.getByRole('button', { name: /^Speed: / }).click();
  await page.getByRole('menuitemradio', { name: speed, exact: true }).click();
}

/** Someone with a session and something to lose. */
async function personWithCart(page: Page): Promise<{ name: string; place: string }> {
  const cart = page.getByRole('button', { name: WITH_CART }).first();
  await expect(cart).toBeVisible();
  const said = WITH_CART.exec((await cart.getAttribute('aria-label')) ?? '');
  return { name: said?.groups?.['name'] ?? '', place: said?.groups?.['place'] ?? '' };
}

async function clock(page: Page): Promise<number> {
  const time = page.getByRole('region', { name: 'Time' }).getByText(/^\d+\.\d s$/);
  return Number.parseFloat((await time.textContent()) ?? '');
}

test('traffic flows at once, and the first kill is one click away', async ({ page }) => {
  await page.goto('./');
  const kill = page.getByRole('button', { name: 'Kill s1' });
  await expect(kill).toBeVisible({ timeout: 2_000 });
  const startS = await clock(page);
  await expect.poll(() => clock(page), { timeout: 2_000 }).toBeGreaterThan(startS);
  await kill.click();
  await expect(page.getByRole('button', { name: 'Restart s1' })).toBeVisible();
});

test('with a sticky cookie a crash signs out whose cart it held; with Redis nobody', async ({ page }) => {
  await page.goto('./');
  await chooseStrategy(page, 'Sticky cookie');
  await page.getByRole('button', { name: 'Pause' }).click();
  const { name, place: server } = await personWithCart(page);
  expect(await sessionsLost(page)).toBe(0);
  await page.getByRole('button', { name: `Kill ${server}` }).click();
  await expect(named(page, name)).toHaveAccessibleName(/session gone/);

  // They find out when they come back. Asked often: once they sign in again, they do not look signed out any more.
  await chooseSpeed(page, '2×');
  await page.getByRole('button', { name: 'Play' }).click();
  const said = () => named(page, name).getAttribute('aria-label');
  await expect.poll(said, { intervals: [50], timeout: 20_000 }).toContain('signed out');
  await expect.poll(() => sessionsLost(page)).toBeGreaterThan(0);
  // What was done to them stays said, whatever they do next.
  await expect.poll(said, { timeout: 20_000 }).toMatch(/, lost \d+ (item|session)s?/);
  await named(page, name).click();
  await expect(page.getByRole('region', { name: new RegExp(`^Why did ${name}’s request`) })).toBeVisible();

  await chooseStrategy(page, 'Redis');
  await personWithCart(page);
  await page.getByRole('button', { name: `Kill ${server}` }).click();
  const killedS = await clock(page);
  await chooseSpeed(page, '10×');
  await expect.poll(() => clock(page), { timeout: 20_000 }).toBeGreaterThan(killedS + 30);
  expect(await sessionsLost(page)).toBe(0);
  await expect(page.getByRole('button', { name: /signed out|session gone/ })).toHaveCount(0);
});

test('a store can die too, and it is said whose requests fail', async ({ page }) => {
  await page.goto('./');
  await chooseStrategy(page, 'Redis');
  await page.getByRole('button', { name: 'Kill cache-1' }).click();
  await expect(page.getByRole('button', { name: 'Restart cache-1' })).toBeVisible();
  await chooseSpeed(page, '2×');
  await expect(page.getByRole('button', { name: /got an error page/ }).first()).toBeVisible();
  await expect(page.getByRole('paragraph').filter({ hasText: /requests? failed: \w+/ })).toBeVisible();
});
