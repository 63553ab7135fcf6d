/**
 * What can be told of a picture on any machine. Pixels are not compared: two builds of one browser do not draw a letter
 * alike. Compared is where things stand, measured in the page itself: in each small picture of the gallery every session lies
 * within its place and apart from others. For eyes: `npm run shots -- --gallery`.
 */
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './test.ts';

const REGISTRIES = ['strategies', 'balancing', 'persistence', 'sessionState', 'profiles', 'behaviours'];

async function openGallery(page: Page, registry: string): Promise<void> {
  await page.goto(`./?gallery=${registry}`);
  await expect(page.getByText(/^All \d+ runs computed/)).toBeVisible({ timeout: 50_000 });
}

/** What is wrong with the pictures: empty where nothing is. */
const findings = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const tolerance = 0.6;
    const inside = (one: DOMRect, other: DOMRect): boolean =>
      one.left >= other.left - tolerance &&
      one.right <= other.right + tolerance &&
      one.top >= other.top - tolerance &&
      one.bottom <= other.bottom + tolerance;
    const apart = (one: DOMRect, other: DOMRect): boolean =>
      one.right <= other.left + tolerance ||
      other.right <= one.left + tolerance ||
      one.bottom <= other.top + tolerance ||
      other.bottom <= one.top + tolerance;
    const wrong: string[] = [];
    for (const picture of document.querySelectorAll('svg[role="img"]')) {
      const name = picture.getAttribute('aria-label') ?? '';
      const frame = picture.getBoundingClientRect();
      const people = picture.querySelectorAll('[data-part="person"]');
      if (people.length < 24) wrong.push(`${name}: ${people.length} people`);
      const servers = [...picture.querySelectorAll('[data-part="server"]')];
      if (servers.length < 3) wrong.push(`${name}: ${servers.length} places for sessions`);
      for (const server of servers) {
        const box = server.querySelector('rect')?.getBoundingClientRect() ?? new DOMRect();
        const sessions = [...server.querySelectorAll('[data-part="session"]')].map((one) =>
          one.getBoundingClientRect(),
        );
        const text = server.querySelector('text')?.getBoundingClientRect() ?? new DOMRect();
        if (!inside(box, frame)) wrong.push(`${name}: a server outside the picture`);
        if (!inside(text, box)) wrong.push(`${name}: a name outside its server`);
        for (const [index, one] of sessions.entries()) {
          if (!inside(one, box)) wrong.push(`${name}: a session outside its place`);
          if (sessions.slice(index + 1).some((other) => !apart(one, other)))
            wrong.push(`${name}: sessions on one another`);
        }
      }
    }
    return [...new Set(wrong)];
  });

for (const registry of REGISTRIES) {
  test(`gallery, ${registry}: each picture is whole`, async ({ page }) => {
    await openGallery(page, registry);
    const pictures = await page.getByRole('img').count();
    expect(pictures).toBeGreaterThan(40);
    expect(await findings(page)).toEqual([]);
    await expect(page.getByRole('link', { name: /^Open in the lab: / })).toHaveCount(pictures);
  });
}

test('axe finds nothing in the gallery, dark and for a projector', async ({ page }) => {
  for (const theme of ['dark', 'projector']) {
    await page.addInitScript((kept) => localStorage.setItem('affinity-lab.settings', kept), JSON.stringify({ theme }));
    await openGallery(page, 'behaviours');
    const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag22aa']).analyze();
    const found = violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target }) => `${theme}: ${id} at ${target.join(' ')}`),
    );
    expect(found).toEqual([]);
  }
});

test('a case opens in the lab by its link', async ({ page }) => {
  await page.goto('./?case=persistence/source-ip-stick-table/kill-restart');
  await expect(page.getByRole('button', { name: 'Kill s2' })).toBeVisible();
  await expect(page.getByRole('button', { name: /^Strategy: Source IP/ })).toBeVisible();
});

test('nothing of the gallery is loaded with the lab', async ({ page }) => {
  const loaded: string[] = [];
  page.on('request', (request) => loaded.push(request.url()));
  await page.goto('./');
  await expect(page.getByRole('button', { name: 'Kill s1' })).toBeVisible();
  expect(loaded.filter((url) => /allery|cases/.test(url))).toEqual([]);
});
