/**
 * What axe finds on every screen, in every theme: nothing. Targets are as large as a finger needs, the focus goes through the
 * whole page and is seen wherever it is.
 */
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './test.ts';

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
/** What a theme can get wrong; all else is the same in each. */
const OF_A_THEME = ['color-contrast', 'link-in-text-block', 'non-text-contrast'];
const THEMES = ['light', 'dark', 'projector'] as const;
type Theme = (typeof THEMES)[number];

/** Of what has opened over the page only that: the rest has been looked at. */
const OPENED = '[role="dialog"], [role="menu"], [role="listbox"]';

async function expectNoFinding(page: Page, where: string, theme: Theme): Promise<void> {
  const builder = new AxeBuilder({ page });
  if ((await page.locator(OPENED).filter({ visible: true }).count()) > 0) builder.include(OPENED);
  const { violations } = await (theme === 'light'
    ? builder.withTags(WCAG)
    : builder.withRules(OF_A_THEME.slice(0, 2))
  ).analyze();
  const findings = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary}`),
  );
  expect(findings, where).toEqual([]);
  if (theme === 'light') expect(await smallTargets(page), where).toEqual([]);
}

/** Whatever can be pressed and is less than 24 px wide or high; of a field in a label the label counts. */
function smallTargets(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => {
    const pressed =
      'button, a[href], input, select, textarea, summary, [role="slider"], [role^="menuitem"], [role="option"]';
    return [...document.querySelectorAll(pressed)].flatMap((element) => {
      const target = element.closest('label') ?? element;
      const { width, height } = target.getBoundingClientRect();
      const isSeen = element.checkVisibility({ visibilityProperty: true }) && width > 1 && height > 1;
      if (!isSeen || Math.min(width, height) >= 23.9) return [];
      const name = element.getAttribute('aria-label') ?? element.textContent ?? element.tagName;
      return [`${name.trim().slice(0, 40)}: ${width.toFixed(1)} × ${height.toFixed(1)}`];
    });
  });
}

interface Screen {
  readonly name: string;
  show(page: Page): Promise<void>;
}

const press =
  (name: string | RegExp): Screen['show'] =>
  (page) =>
    page
      .getByRole('button', { name, exact: typeof name === 'string' })
      .first()
      .click();

/** Each from where the one before it has left the page; Escape comes between. */
const SCREENS: readonly Screen[] = [
  {
    name: 'after a kill, with Why?',
    async show(page) {
      await page.getByRole('button', { name: 'Kill s2' }).click();
      await expect(page.getByRole('button', { name: /session gone/ }).first()).toBeVisible();
    },
  },
  { name: 'the strategies', show: press(/^Strategy: /) },
  { name: 'options', show: press('Options of this strategy') },
  { name: 'the scenario', show: press('Scenario') },
  { name: 'the palette', show: (page) => page.keyboard.press('Control+k') },
  { name: 'settings', show: press('Settings') },
  { name: 'how to read', show: press('How to read this picture') },
  { name: 'the keys', show: press('Keyboard') },
  { name: 'the menu of a server', show: press('More for s1') },
  {
    name: 'a value of the wire',
    show: (page) =>
      page
        .getByRole('region', { name: /^HTTP text/ })
        .getByRole('button', { name: /^SRV|^JSESSIONID/ })
        .first()
        .click(),
  },
  { name: 'a value that is changed', show: press('Change it and send it …') },
  { name: 'measures', show: press('All measures') },
  {
    name: 'picture and text',
    async show(page) {
      await page.getByRole('button', { name: 'Close measures' }).click();
      await page.getByRole('radio', { name: 'Both' }).click();
    },
  },
  { name: 'the events', show: (page) => page.getByRole('radio', { name: 'Events' }).click() },
  {
    name: 'crowds and racks',
    async show(page) {
      await page.getByRole('radio', { name: 'Picture' }).click();
      await page.getByRole('button', { name: 'Scenario', exact: true }).click();
      await page.getByRole('group', { name: 'Group 1' }).getByLabel('how many').fill('400');
      await page.getByLabel('servers', { exact: true }).fill('40');
      await page.getByRole('button', { name: 'Start over with these' }).click();
      await page.keyboard.press('Escape');
      await page.getByRole('group', { name: /^Rack s1 to / }).waitFor();
      await page.getByRole('button', { name: 'Pause' }).click();
    },
  },
  {
    name: 'a rack that is selected',
    show: (page) => page.getByRole('button', { name: /^Select s1 to / }).click(),
  },
];
/** They are part of what comes after them. */
const STAYS_OPEN = new Set(['a value of the wire']);

for (const theme of THEMES) {
  test(`axe finds nothing on any screen, ${theme}`, async ({ page }) => {
    test.slow();
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.addInitScript((kept) => localStorage.setItem('affinity-lab.settings', kept), JSON.stringify({ theme }));
    await page.goto('./');
    for (const { name, show } of SCREENS) {
      await show(page);
      await expectNoFinding(page, name, theme);
      if (!STAYS_OPEN.has(name)) await page.keyboard.press('Escape');
    }
    await page.goto('./?gallery=persistence');
    await page.getByText(/^All \d+ runs computed/).waitFor();
    await expectNoFinding(page, 'the gallery', theme);
  });
}

test('axe finds nothing on a phone', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto('./');
  await page.getByRole('button', { name: 'Pause' }).click();
  await expectNoFinding(page, 'a phone', 'light');
});

test('the focus goes through the whole page and out of it, and is seen wherever it is', async ({ page }) => {
  await page.goto('./');
  await page.getByRole('button', { name: 'Pause' }).click();
  await page.getByRole('button', { name: /^Strategy: / }).focus();
  const places: string[] = [];
  for (let steps = 0; steps < 200; steps += 1) {
    await page.keyboard.press('Tab');
    const place = await page.evaluate(() => {
      const { activeElement } = document;
      if (activeElement === null || activeElement === document.body) return null;
      const { width, height, bottom, right } = activeElement.getBoundingClientRect();
      const isSeen = width > 0 && height > 0 && bottom > 0 && right > 0;
      const { outlineStyle, outlineWidth } = getComputedStyle(activeElement);
      const name = activeElement.getAttribute('aria-label') ?? activeElement.textContent ?? '';
      const isShown = isSeen && outlineStyle !== 'none' && outlineWidth !== '0px';
      return `${name.trim().slice(0, 40)}${isShown ? '' : ': not seen'}`;
    });
    if (place === null) break;
    places.push(place);
  }
  expect(places.length).toBeGreaterThan(80);
  expect(places.length).toBeLessThan(200);
  expect(places.filter((place) => place.endsWith('not seen'))).toEqual([]);
});
