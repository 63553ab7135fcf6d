/** What is done to servers, people, lines, stores and the load balancer: by menu, by key, to several at once. */
import AxeBuilder from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './test.ts';

/** The menu of what has the focus, as people without a mouse ask for it. */
async function menuOf(thing: Locator): Promise<Locator> {
  await thing.focus();
  await thing.page().keyboard.press('Shift+F10');
  const menu = thing.page().getByRole('menu');
  await expect(menu).toBeVisible();
  return menu;
}

async function expectNoFinding(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)).toEqual(
    [],
  );
}

const choose = async (page: Page, button: RegExp, item: string): Promise<void> => {
  await page.getByRole('button', { name: button }).first().click();
  await page.getByRole('menuitemradio', { name: item, exact: true }).click();
};

test('a removed server leaves the picture, and the harm names the removal', async ({ page }) => {
  await page.goto('./');
  await page.getByRole('button', { name: 'More for s2' }).click();
  await page.getByRole('menuitem', { name: /^Remove s2/ }).click();
  await expect(page.getByRole('group', { name: /^s2,/ })).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Restart s2' })).toHaveCount(0);
  const balancer = page.getByRole('region', { name: 'Load balancer' });
  await expect(balancer.getByText('s1').first()).toBeVisible();
  await expect(balancer.getByText('s2')).toHaveCount(0);
  await expect(page.getByRole('region', { name: 'Harm so far' })).toContainText('of s2, which was removed');
  // What had the focus has gone, its neighbour has it.
  await expect(page.locator(':focus')).toHaveAccessibleName(/s3/);
});

test('the load goes down as well as up, in one step for many keys', async ({ page }) => {
  await page.goto('./');
  await page.getByRole('button', { name: 'Load: 36 people' }).click();
  const slider = page.getByRole('slider', { name: 'People' });
  await slider.focus();
  for (let press = 0; press < 30; press += 1) await page.keyboard.press('ArrowLeft');
  await expect(page.getByRole('button', { name: 'Load: 6 people' })).toBeVisible();
  await expect(page.getByRole('button', { name: /^Gia, / })).toHaveCount(0);
  await page.getByRole('radio', { name: 'Both' }).click();
  await page.getByRole('radio', { name: 'Events' }).click();
  await page.getByRole('combobox', { name: 'Kind' }).selectOption({ label: 'what was done and noticed' });
  const events = page.getByRole('table', { name: 'All events' });
  await expect(events.getByText(/people, who think/)).toHaveText([/6 people, who think/]);
});

test('the load balancer restarts, and a person changes network and cookies', async ({ page }) => {
  await page.goto('./');
  await page.getByRole('button', { name: 'More for the load balancer' }).click();
  await page.getByRole('menuitem', { name: /^Restart the load balancer/ }).click();
  await expect(page.getByText('The load balancer restarts with empty tables.').first()).toBeVisible();

  const more = page.getByRole('button', { name: 'More for Ada' });
  await more.click();
  await page.getByRole('menuitem', { name: /^Move Ada to another network/ }).click();
  await page.getByLabel('network', { exact: true }).selectOption({ label: 'Phone, on the move' });
  await page.getByRole('button', { name: 'Move Ada to another network' }).click();
  await expect(page.getByText(/^now on a phone network: [\d.]+$/)).toBeVisible();
  await expect(more).toBeFocused();
  await more.click();
  await page.getByRole('menuitem', { name: /^Block cookies/ }).click();
  await expect(page.getByText(/ · blocks cookies$/)).toBeVisible();
  await more.click();
  await expect(page.getByRole('menuitem', { name: /^Allow cookies/ })).toBeVisible();
});

test('each kind of thing has its menu by keyboard, and the focus returns to where it came from', async ({ page }) => {
  await page.goto('./');
  await choose(page, /^Strategy: /, 'Redis');
  const things: readonly (readonly [Locator, RegExp])[] = [
    [page.getByRole('button', { name: 's3', exact: true }), /^Drain s3/],
    [page.getByRole('button', { name: /^Ben, / }), /^Steal the cookies of Ben/],
    [page.getByRole('button', { name: 'More for the load balancer' }), /^Restart the load balancer/],
    [page.getByRole('button', { name: 'Kill cache-1' }), /^Kill cache-1/],
    [page.getByRole('button', { name: 'Link s1 – load balancer' }), /^Cut the link s1 – load balancer/],
  ];
  for (const [thing, item] of things) {
    const menu = await menuOf(thing);
    await expect(menu.getByRole('menuitem', { name: item })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(menu).toHaveCount(0);
    await expect(thing).toBeFocused();
  }
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('button', { name: 'Link s2 – load balancer' })).toBeFocused();
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: /^Cut the link s2/ }).press('Enter');
  await expect(page.getByRole('button', { name: 'Link s2 – load balancer, cut' })).toBeFocused();
});

test('an attacker who came by a menu is stopped by theirs', async ({ page }) => {
  await page.goto('./');
  await (await menuOf(page.getByRole('button', { name: /^Ada, / })))
    .getByRole('menuitem', { name: /^Steal/ })
    .press('Enter');
  await expect(page.getByText(/has stolen the cookies of Ada\./).last()).toBeAttached();
  const attacker = page.locator('[data-thing^="attacker "]').first();
  const menu = await menuOf(attacker);
  await menu.getByRole('menuitem', { name: /^Stop / }).press('Enter');
  await expect(page.getByText(/ stops\.$/).last()).toBeAttached();
});

test('what can not be done says why, and a menu is clean for axe', async ({ page }) => {
  await page.goto('./');
  await page.getByRole('button', { name: 'Kill s2' }).click();
  const menu = await menuOf(page.getByRole('button', { name: 's2', exact: true }));
  // Before the other kill, which is noticed at once: that would be news.
  const kill = menu.getByRole('menuitem', { name: /^Kill s2/ }).first();
  await expect(kill).toBeDisabled();
  await expect(kill).toContainText('s2 is down already.');
  await expect(menu.getByRole('menuitem', { name: /^Hang s2/ })).toContainText('s2 does not run.');
  await expectNoFinding(page);
  await kill.press('Enter');
  await expect(menu).toBeVisible();
});

test('an action that needs a figure asks for it in place, and says what is wrong with one', async ({ page }) => {
  await page.goto('./');
  await page.getByRole('radio', { name: 'Both' }).click();
  await (await menuOf(page.getByRole('button', { name: 's1', exact: true })))
    .getByRole('menuitem', { name: /^Slow down s1/ })
    .press('Enter');
  const factor = page.getByLabel('factor');
  await expect(factor).toBeFocused();
  await factor.fill('none');
  await factor.press('Enter');
  await expect(page.getByText('a whole number from 2 to 10000')).toBeVisible();
  await factor.fill('7');
  await expectNoFinding(page);
  await factor.press('Enter');
  await expect(page.getByText('s1 takes 7 times as long, and passes its checks.').last()).toBeAttached();
  await expect(page.getByRole('button', { name: 's1', exact: true })).toBeFocused();
});

test('several servers are selected by click and by key, and killed together', async ({ page }) => {
  await page.goto('./');
  await page.getByRole('button', { name: 's1', exact: true }).click();
  await page.getByRole('button', { name: 's3', exact: true }).click({ modifiers: ['Control'] });
  const bar = page.getByRole('toolbar', { name: 'Actions on 2 servers' });
  await expect(bar).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 's2', exact: true }).focus();
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Shift+ArrowDown');
  await expect(page.getByRole('toolbar', { name: 'Actions on 3 servers' })).toBeVisible();
  await expect(page.getByRole('button', { name: 's4', exact: true })).toBeFocused();
  await page.keyboard.press('k');
  for (const id of ['s2', 's3', 's4']) await expect(page.getByRole('button', { name: `Restart ${id}` })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Kill s1' })).toBeVisible();
});

test('the palette is used by keyboard alone: an action, a refusal, a form, a person, a strategy', async ({ page }) => {
  await page.goto('./');
  const origin = page.getByRole('button', { name: 's4', exact: true });
  await origin.focus();
  await page.keyboard.press('Control+k');
  const field = page.getByRole('combobox', { name: /^Search actions/ });
  await expect(field).toBeFocused();
  await expectNoFinding(page);
  await field.fill('kill s3');
  await expect(page.getByRole('option', { name: /^Kill s3 action/ })).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Restart s3' })).toBeVisible();
  await expect(origin).toBeFocused();

  await page.keyboard.press('Control+k');
  await field.fill('kill s3');
  const refused = page.getByRole('option', { name: /^Kill s3 action/ });
  await expect(refused).toBeDisabled();
  await expect(refused).toContainText('s3 is down already.');
  await page.keyboard.press('Enter');
  await expect(field).toBeFocused();
  await field.fill('weight s1');
  await page.keyboard.press('Enter');
  await expect(page.getByLabel('weight', { exact: true })).toBeFocused();
  await page.keyboard.type('0');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toHaveCount(0);

  await page.keyboard.press('Control+k');
  await field.fill('follow cleo');
  await page.keyboard.press('Enter');
  await expect(page.locator(':focus')).toHaveAccessibleName(/^Cleo, /);
  await page.keyboard.press('Control+k');
  await field.fill('select all up');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('toolbar', { name: 'Actions on 3 servers' })).toBeVisible();
  await page.getByRole('button', { name: /^Commands/ }).click();
  await field.fill('jwt');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Strategy: JWT' })).toBeVisible();
});

test('another product says what it changes before it is taken, and what it has changed', async ({ page }) => {
  await page.goto('./');
  await page.getByRole('button', { name: 'Scenario', exact: true }).click();
  await page.getByRole('radio', { name: 'nginx', exact: true }).check();
  await expect(page.getByText(/^nginx 1\./)).toBeVisible();
  await expect(page.getByText('detection: active → passive')).toBeVisible();
  await page.getByText('Where the real one does otherwise').click();
  await expect(page.getByText(/Without a zone each worker process/)).toBeVisible();
  await expectNoFinding(page);
  await page.getByRole('button', { name: 'Start over as nginx' }).click();
  await expect(page.getByText(/^The load balancer is like nginx now: .*; and \d+ more\.$/)).toBeVisible();
  await expect(page.getByText('What changes with it')).toHaveCount(0);
});

test('a run starts over with other people and servers, and a surge ends by itself', async ({ page }) => {
  await page.goto('./');
  await page.getByRole('button', { name: 'Scenario', exact: true }).click();
  await page.getByRole('button', { name: 'Remove group 2' }).click();
  await page.getByRole('button', { name: 'Add a group' }).click();
  const second = page.getByRole('group', { name: 'Group 2' });
  await second.getByLabel('how many').fill('2000');
  await second.getByLabel('who they are').selectOption({ label: 'Shopper' });
  await page.getByLabel('servers', { exact: true }).fill('6');
  await page.getByRole('button', { name: 'Start over with these' }).click();
  await expect(page.getByRole('alert').filter({ hasText: 'At most 2000 people' })).toBeVisible();
  await second.getByLabel('how many').fill('6');
  await page.getByRole('button', { name: 'Start over with these' }).click();
  await expect(page.getByRole('button', { name: 'Load: 30 people' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Kill s6' })).toBeVisible();
  await page.keyboard.press('Escape');

  await page.getByRole('button', { name: 'Load: 30 people' }).click();
  await page.getByRole('button', { name: /^Surge/ }).click();
  await page.getByLabel('people', { exact: true }).fill('45');
  await page.getByLabel('for, seconds').fill('1');
  await page.getByRole('dialog').getByRole('button', { name: 'Surge' }).click();
  await expect(page.getByRole('button', { name: 'Load: 45 people' })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Load: 30 people' })).toBeVisible({ timeout: 20_000 });
});

test('a rack is selected and killed at one moment', async ({ page }) => {
  await page.goto('./');
  await page.getByRole('button', { name: 'Scenario', exact: true }).click();
  await page.getByLabel('servers', { exact: true }).fill('40');
  await page.getByRole('button', { name: 'Start over with these' }).click();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Select s21 to s40' }).click();
  const bar = page.getByRole('toolbar', { name: 'Actions on 20 servers' });
  await bar.getByRole('button', { name: 'Kill 20 servers' }).click();
  await expect(page.getByRole('group', { name: /^Rack s21 to s40: 0 up, 20 killed/ })).toBeAttached();
  await expect(page.getByRole('group', { name: /^Rack s1 to s20: 20 up/ })).toBeAttached();
});

test('two load balancers are set up in the scenario, and each is acted on by itself', async ({ page }) => {
  await page.goto('./');
  await page.getByRole('button', { name: 'Scenario', exact: true }).click();
  await page.getByLabel('how many load balancers').selectOption('2');
  await page.getByLabel('how two share the traffic').selectOption({ label: 'Both active' });
  await page.getByLabel('peers').check();
  await page.getByRole('button', { name: 'Start over with these' }).click();
  await page.keyboard.press('Escape');
  const second = page.getByRole('button', { name: /^lb2/ });
  await second.click();
  await expect(page.getByRole('menuitem', { name: /^Start lb2/ })).toHaveCount(0);
  await page.getByRole('menuitem', { name: /^Kill lb2/ }).press('Enter');
  await expect(page.getByText(/^lb2 loses power/).first()).toBeAttached();
  await expect(second).toContainText('dead');
  const menu = await menuOf(second);
  await menu.getByRole('menuitem', { name: /^Start lb2/ }).press('Enter');
  await expect(page.getByText('lb2 runs again.').first()).toBeAttached();
});

test('a kill that is noticed at once leaves no window before its detection', async ({ page }) => {
  await page.goto('./');
  await page.getByRole('button', { name: 'Pause' }).click();
  const menu = await menuOf(page.getByRole('button', { name: 's3', exact: true }));
  await menu.getByRole('menuitem', { name: 'Kill s3, noticed at once' }).press('Enter');
  await expect(page.getByRole('region', { name: 'Load balancer' })).toContainText('s3down, seen after 0.0 s');
});

test('a headline of any length leaves the picture where it is, and opens in full', async ({ page }) => {
  await page.setViewportSize({ width: 1000, height: 700 });
  await page.goto('./');
  await page.getByRole('button', { name: 'Pause' }).click();
  const server = page.getByRole('button', { name: 's1', exact: true });
  const before = await server.boundingBox();
  await page.getByRole('button', { name: 'Kill s3' }).click();
  const headline = page.getByText(/^s3 was killed .* people will come back\.$/);
  await expect(headline).toBeVisible();
  expect((await server.boundingBox())?.y).toBe(before?.y);
  await page.setViewportSize({ width: 390, height: 844 });
  await expect(headline).toHaveAttribute('tabindex', '0');
  const cut = (await headline.boundingBox())?.height ?? 0;
  await headline.focus();
  expect((await headline.boundingBox())?.height).toBeGreaterThan(cut);
});

test('a story that goes on below its edge says how it ends, and leads there', async ({ page }) => {
  await page.setViewportSize({ width: 1920, height: 1080 });
  await page.goto('./');
  await page.getByRole('button', { name: 'Pause' }).click();
  const more = page.getByRole('button', { name: /^\d+ more steps?, at the end: / });
  const last = page
    .getByRole('list', { name: /^Steps of the decision/ })
    .getByRole('listitem')
    .last();
  await expect(last).not.toBeInViewport();
  await more.click();
  await expect(last).toBeInViewport();
  await expect(more).toHaveCount(0);
});

test('a file opens without a connection, and somebody who has come is followed', async ({ page, context }) => {
  const reader = page.waitForResponse(/readScenario/);
  await page.goto('./');
  await reader;
  await context.setOffline(true);
  const scenario = { version: 1, seed: 3, people: [{ count: 14 }], servers: [{ id: 's1' }, { id: 's2' }] };
  const buffer = Buffer.from(JSON.stringify(scenario));
  await page
    .getByLabel('Scenario file', { exact: true })
    .setInputFiles({ name: 'few.json', mimeType: 'application/json', buffer });
  await expect(page.getByText('Opened: few.json. Shown from 20.0 s on: by then people have sessions.')).toBeVisible();
  await expect(page.getByRole('heading', { name: /^Why did .*’s request go to s[12]\?$/ })).toBeVisible();
});
