/** Whoever reads numbers and words instead of the picture: measures over time, the narration, the table of events. */
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

async function clock(page: Page): Promise<number> {
  const time = page.getByRole('region', { name: 'Time' }).getByText(/^\d+\.\d s$/);
  return Number.parseFloat((await time.textContent()) ?? '');
}

/** Kills s3 by the keys alone, at a moment that is the same in every run, and goes on until its people have come back. */
async function killAndWait(page: Page, untilS: number): Promise<void> {
  await page.getByRole('button', { name: 'Pause' }).click();
  await page.getByRole('slider', { name: 'Moment of the run' }).focus();
  await page.keyboard.press('Home');
  for (const atS of [10, 20]) {
    await page.keyboard.press('PageUp');
    await expect.poll(() => clock(page)).toBe(atS);
  }
  await page.keyboard.press('3');
  await page.keyboard.press('k');
  await expect(page.getByRole('button', { name: /^kill s3 at 20\.0 s/ })).toBeVisible();
  for (let atS = 30; atS < untilS + 10; atS += 10) {
    await page.keyboard.press('PageUp');
    await expect.poll(() => clock(page)).toBe(atS);
  }
}

test('charts are found by name, pointed at and gone to with the keyboard alone', async ({ page }) => {
  await page.goto('./');
  await killAndWait(page, 40);
  const open = page.getByRole('button', { name: 'All measures' });
  await open.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Close measures' })).toBeFocused();

  const lost = page.getByRole('slider', { name: 'Sessions lost over time' });
  await expect(lost).toHaveAttribute('aria-valuetext', /^4\d\.\d s: [1-9]\d*$/);
  // People in an office share an address: the closed form says so where it would stand.
  await expect(page.getByRole('figure', { name: 'Sessions lost' })).toContainText(
    'does not hold here: not everybody has an address of their own',
  );
  const definition = page
    .getByRole('figure', { name: 'Bytes up · down' })
    .getByRole('button', { name: 'Bytes up · down' });
  await definition.focus();
  await expect(page.getByRole('tooltip')).toContainText(
    'Heads of requests and answers between clients and the load balancer',
  );
  await expect(page.getByRole('slider', { name: 'Bytes up · down over time' })).toHaveAttribute(
    'aria-valuetext',
    /\dk? · \d.*k? B\/s .* % session$/,
  );
  const load = page.getByRole('slider', { name: 'Requests per server over time' });
  await expect(load).toHaveAttribute('aria-valuetext', /busiest over the mean$/);
  await lost.focus();
  await page.keyboard.press('Home');
  await expect(lost).toHaveAttribute('aria-valuetext', '0.5 s: 0');
  // One crosshair over all: the others speak of the same moment.
  const latency = page.getByRole('slider', { name: /^Latency .* over time$/ });
  await expect(latency).toHaveAttribute('aria-valuetext', /^0\.5 s: /);
  for (let step = 0; step < 9; step += 1) await page.keyboard.press('ArrowRight');
  await expect(lost).toHaveAttribute('aria-valuenow', '10');
  await page.keyboard.press('Shift+ArrowRight');
  await expect(lost).toHaveAttribute('aria-valuetext', /^9\.5 s to 10\.5 s: \+0$/);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Home');
  for (let step = 0; step < 9; step += 1) await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  await expect.poll(() => clock(page)).toBeCloseTo(9, 0);

  await page.getByText('As a table').click();
  const table = page.getByRole('table', { name: 'Measures over time' });
  await expect(table.getByRole('columnheader', { name: 'sessions lost' })).toBeVisible();
  await page.getByRole('button', { name: 'Close measures' }).click();
  await expect(open).toBeFocused();
});

test('a closed form stands beside its chart where it holds, with what it rests on', async ({ page }) => {
  await page.goto('./');
  await page.getByRole('button', { name: /^Strategy: / }).click();
  await page.getByRole('menuitemradio', { name: 'No persistence', exact: true }).click();
  await page.getByRole('button', { name: 'Scenario', exact: true }).click();
  await page.getByRole('button', { name: 'Remove group 2' }).click();
  await page.getByRole('group', { name: 'Group 1' }).getByLabel('how many').fill('300');
  await page.getByRole('button', { name: 'Start over with these' }).click();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'All measures' }).click();
  const affinity = page.getByRole('figure', { name: 'Same server again' });
  await expect(affinity).toContainText(/1 ÷ N = 25\.0 % · run 2\d\.\d %/);
  await affinity.getByRole('button', { name: /^1 ÷ N/ }).focus();
  await expect(page.getByRole('tooltip')).toContainText('Rests on: equal servers, all up');
  await page.getByText(/^Closed forms: [1-9]\d* of \d+ hold$/).click();
  await expect(page.getByRole('table', { name: 'Closed forms beside the run' })).toContainText(
    'Utilisation of the workers',
  );
});

test('a crash is followed without the picture, and the counts agree', async ({ page }) => {
  await page.goto('./');
  await page.getByRole('radio', { name: 'Text', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Kill s1' })).toHaveCount(0);
  const story = page.getByRole('region', { name: 'Narration' });
  await expect(story.getByText(/36 people and 4 servers/)).toBeVisible();
  await killAndWait(page, 45);
  await expect(story.getByText(/s3 is killed: \d+ sessions die with it\./)).toBeVisible();
  await expect(story.getByText(/The load balancer believes s3 down, \d/)).toBeVisible();
  // Whose request found nobody there: the steps as Why? has them.
  await expect(story.getByText(/^Ada .*s3 refuses the connection.*signed out, 3 items gone\.$/)).toBeVisible();

  await page.getByRole('radio', { name: 'Events' }).click();
  await page.getByRole('combobox', { name: 'Kind' }).selectOption({ label: 'session lost' });
  const lost = page.getByRole('term').filter({ hasText: 'sessions lost' });
  const harm = page.getByRole('region', { name: 'Harm so far' });
  const count = await harm.locator('div', { has: lost }).last().getByRole('definition').textContent();
  await expect(page.getByText(new RegExp(`^1–${count} of ${count} events that pass`))).toBeVisible();
  const rows = page.getByRole('table', { name: 'All events' }).getByRole('row');
  await expect(rows).toHaveCount(Number(count) + 1);
  await page.getByRole('combobox', { name: 'Kind' }).selectOption({ label: 'everything' });
  await page.getByRole('checkbox', { name: 'only harm' }).check();
  await expect(page.getByText(new RegExp(`^1–${count} of ${count} events that pass`))).toBeVisible();

  // Each row can be opened and gone to.
  const first = rows.nth(1);
  const name = await first.getByRole('cell').nth(1).textContent();
  await first.getByRole('button', { name: /^Why\?/ }).click();
  await expect(page.getByRole('region', { name: new RegExp(`^Why did ${name}’s request`) })).toBeVisible();
  await first.getByRole('button', { name: /^Go to / }).click();
  await expect.poll(() => clock(page)).toBeLessThan(30);

  await page.reload();
  await expect(page.getByRole('radio', { name: 'Text', exact: true })).toBeChecked();
});

test('nothing said of an old run lingers', async ({ page }) => {
  await page.goto('./');
  await killAndWait(page, 24);
  const said = page.getByRole('status').filter({ hasText: 's3 is killed' });
  await expect(said).toHaveCount(1);
  await page.getByRole('button', { name: 'Start over' }).click();
  await expect(said).toHaveCount(0);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing among numbers and words, ${colorScheme}`, async ({ page }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.goto('./');
    await page.getByRole('radio', { name: 'Both' }).click();
    await killAndWait(page, 30);
    await page.getByRole('button', { name: 'All measures' }).click();
    await page.getByText('As a table').click();
    await page.getByRole('slider', { name: 'Sessions lost over time' }).focus();
    await page.keyboard.press('ArrowLeft');
    await expectNoFinding(page);
    await page.getByRole('radio', { name: 'Events' }).click();
    await expect(page.getByRole('row').nth(5)).toBeVisible();
    await expectNoFinding(page);
  });
}
