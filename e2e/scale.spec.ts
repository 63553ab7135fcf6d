/** Many people and servers: crowds and racks, taken apart by looking closer, and found by name. */
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './test.ts';

const MANY = {
  version: 1,
  people: [
    { count: 1500, network: 'home' },
    { count: 500, network: 'office-nat' },
  ],
  servers: Array.from({ length: 200 }, (_, index) => ({ id: `s${index + 1}` })),
  actions: [{ do: 'kill', server: 's17', atMs: 500 }],
};

async function openMany(page: Page): Promise<void> {
  await page.goto('./');
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Open a scenario file' }).click();
  const buffer = Buffer.from(JSON.stringify(MANY));
  await (await chooser).setFiles({ name: 'many.json', mimeType: 'application/json', buffer });
  await expect(page.getByRole('group', { name: /^at home: 1500 people, / })).toBeVisible();
}

test('2,000 people are crowds that say how they stand, 200 servers racks, in few elements', async ({ page }) => {
  await openMany(page);
  await expect(page.getByRole('group', { name: /^in the office.*: 500 people, .*fine/ })).toBeVisible();
  await expect(page.getByRole('group', { name: /^Rack s1 to s20: 19 up, 1 killed, / })).toBeVisible();
  expect(await page.getByLabel('The picture').locator('*').count()).toBeLessThan(1200);
  // Who is nobody's neighbour in the list is on one of its pages.
  await page.getByRole('button', { name: 'List the people at home' }).click();
  await expect(page.getByRole('button', { name: '1 – 20 of 1500, next' })).toBeVisible();
});

test('a server and a person are found by name, by keyboard alone, and one comes back', async ({ page }) => {
  await openMany(page);
  await page.keyboard.press('/');
  await page.keyboard.type('s17');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: /^(Kill|Restart) s17$/ })).toBeInViewport();
  await page.keyboard.press('/');
  await page.keyboard.type('Zoe 4');
  await page.keyboard.press('Enter');
  // Her place in the crowd; the row of the one who is followed comes before it and is out of sight.
  const zoe = page.getByRole('button', { name: /^Zoe 4, /, pressed: true }).last();
  await expect(zoe).toBeInViewport();
  await zoe.focus();
  await page.keyboard.press('0');
  await expect(page.getByRole('group', { name: /^Rack s181 to s200/ })).toBeVisible();
  await expect(page.getByRole('button', { name: /The whole picture/ })).toHaveCount(0);
});

test('crowds can be of servers instead of networks', async ({ page }) => {
  await openMany(page);
  await page.getByRole('button', { name: 'server', exact: true }).click();
  await expect(page.getByRole('group', { name: /^of s1 – s20: / })).toBeVisible();
});

for (const width of [320, 1440]) {
  test(`axe finds nothing among many, ${width} px wide`, async ({ page }) => {
    await page.setViewportSize({ width, height: 900 });
    await openMany(page);
    await page.getByRole('button', { name: 'Pause' }).click();
    const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag22aa']).analyze();
    expect(violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id} at ${target.join(' ')}`))).toEqual(
      [],
    );
    // Nothing but the picture itself may be wider than the window.
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
  });
}
