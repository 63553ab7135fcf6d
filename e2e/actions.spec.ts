/** What a learner does to servers, people and the load balancer beside a kill. */
import { expect, test } from './test.ts';

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
  await page.getByRole('menuitem', { name: /^Restart load balancer/ }).click();
  await expect(page.getByText('The load balancer restarts with empty tables.').first()).toBeVisible();

  const menu = page.getByRole('button', { name: 'Move Ada to another network' });
  await menu.click();
  await page.getByRole('menuitemradio', { name: 'on a phone network' }).click();
  await expect(page.getByText(/^now on a phone network: [\d.]+$/)).toBeVisible();
  await menu.click();
  await page.getByRole('menuitem', { name: /^Block cookies/ }).click();
  await expect(page.getByText(/ · blocks cookies$/)).toBeVisible();
  await menu.click();
  await expect(page.getByRole('menuitem', { name: /^Allow cookies/ })).toBeVisible();
});
