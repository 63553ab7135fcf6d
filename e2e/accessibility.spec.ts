/**
 * What axe finds on the page as people meet it: nothing, in both themes, in trouble and with a menu
 * open, and calm on a phone.
 */
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './test.ts';

const WCAG = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

async function expectNoFinding(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).withTags(WCAG).analyze();
  const findings = violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} at ${target.join(' ')}: ${failureSummary}`),
  );
  expect(findings).toEqual([]);
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.goto('./');
    await page.getByRole('button', { name: 'Kill s2' }).click();
    await expect(page.getByRole('button', { name: /session gone/ }).first()).toBeVisible();
    await page.getByRole('button', { name: /^Strategy: / }).click();
    await expect(page.getByRole('menu')).toBeVisible();
    await expectNoFinding(page);
  });
}

test('axe finds nothing on a phone', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto('./');
  await page.getByRole('button', { name: 'Pause' }).click();
  await expectNoFinding(page);
});
