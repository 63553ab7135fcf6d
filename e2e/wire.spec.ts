/** What is on the wire is opened and read; steps light the picture; settings are kept, or not, and either way it works. */
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './test.ts';

const KEY = 'affinity-lab.settings';

async function chooseStrategy(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: /^Strategy: / }).click();
  await page.getByRole('menuitemradio', { name, exact: true }).click();
  await expect(page.getByRole('button', { name: `Strategy: ${name}` })).toBeVisible();
}

const openValue = (page: Page, name: RegExp) =>
  page
    .getByRole('region', { name: /^HTTP text/ })
    .getByRole('button', { name })
    .first();

test('a cookie of the load balancer opens to the server that it names', async ({ page }) => {
  await page.goto('./');
  await openValue(page, /^SRV, the load balancer’s mark/).click();
  const opened = page.getByRole('dialog', { name: /^SRV, the load balancer’s mark/ });
  await expect(opened).toContainText(/s\d is the name of a server/);
  await expect(opened).toContainText(/requests that carry it are sent there/);
  await page.keyboard.press('Escape');
  await expect(openValue(page, /^SRV/)).toBeFocused();
});

test('a token opens, by keyboard, to its claims, the key that signed it and what is left of it', async ({ page }) => {
  await page.goto('./');
  await chooseStrategy(page, 'JWT');
  const value = openValue(page, /^token, the application’s session/);
  await value.focus();
  await page.keyboard.press('Enter');
  const opened = page.getByRole('dialog', { name: /^token/ });
  await expect(opened).toContainText('sub: "ada"');
  await expect(opened).toContainText('valid, made with key k1');
  await expect(opened).toContainText(/\d+ min \d+ s left by the clock of s\d/);
});

test('a copied cookie is sent by an attacker, and Why? follows them to the hijack', async ({ page }) => {
  await page.goto('./');
  await openValue(page, /^JSESSIONID, the application’s session/).click();
  await page.getByRole('button', { name: 'Ada’s, copied as it is' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page.getByRole('region', { name: /^HTTP text/ })).toBeFocused();
  await faster(page);
  const why = page.getByRole('region', { name: /^Why did Mallory’s request go to s3/ });
  await expect(why).toContainText('an attacker was taken for somebody else', { timeout: 20_000 });
  await expect(page.getByRole('region', { name: /^HTTP text/ })).toContainText('SRV=s3');
});

async function faster(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Speed: / }).click();
  await page.getByRole('menuitemradio', { name: '5×', exact: true }).click();
}

test('a person’s own mark is made to name another server, and Why? keeps what became of it', async ({ page }) => {
  await page.goto('./');
  await openValue(page, /^SRV, the load balancer’s mark/).click();
  await page.getByRole('button', { name: 'Change it and send it' }).click();
  const form = page.getByRole('form', { name: 'Change SRV' });
  await form.getByLabel('server', { exact: true }).selectOption('s1');
  await expect(form.getByLabel('the whole value')).toHaveValue('s1');
  await form.getByRole('button', { name: 'Send it as Ada' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page.getByRole('region', { name: /^HTTP text/ })).toBeFocused();
  await faster(page);
  const why = page.getByRole('region', { name: 'Why did Ada’s request go to s1?' });
  await expect(why).toContainText('signed out', { timeout: 20_000 });
  await expect(why.getByRole('list')).toContainText('The cookie names');
  await expect(page.getByRole('region', { name: /^HTTP text/ })).toContainText('SRV=s1');
});

test('a token is changed claim by claim, by keyboard, and the application refuses it: the signature does not fit', async ({
  page,
}) => {
  await page.goto('./');
  await chooseStrategy(page, 'JWT');
  await openValue(page, /^token, the application’s session/).press('Enter');
  await page.getByRole('button', { name: 'Change it and send it' }).press('Enter');
  const form = page.getByRole('form', { name: 'Change token' });
  await expect(form.getByLabel('the whole value')).toBeFocused();
  await form.getByLabel('items', { exact: true }).fill('99');
  await expect(form).toContainText('fits none of the servers’ keys');
  await form.getByLabel('items', { exact: true }).press('Enter');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await faster(page);
  const why = page.getByRole('region', { name: /^Why did Ada’s request go to s\d/ });
  await expect(why).toContainText('what the client carried was refused', { timeout: 20_000 });
  await expect(why.getByRole('list')).toContainText('What the client carries is not genuine');
});

test('a token that says it needs no signature is believed by a verifier that believes what tokens say', async ({
  page,
}) => {
  await page.goto('./');
  await chooseStrategy(page, 'JWT');
  await page.getByRole('button', { name: 'Options of this strategy' }).click();
  await page.getByLabel('algorithms').selectOption('as-the-token-says');
  await page.keyboard.press('Escape');
  await openValue(page, /^token, the application’s session/).click();
  await page.getByRole('button', { name: 'Change it and send it' }).click();
  const form = page.getByRole('form', { name: 'Change token' });
  await form.getByLabel(/^alg/).selectOption('none');
  await expect(form).toContainText('none: the token says that it needs none');
  await form.getByRole('button', { name: 'Send it as Ada' }).click();
  // At once: what is opened meanwhile keeps the focus.
  await faster(page);
  const steps = page.getByRole('list', { name: /^Steps of the decision/ });
  await expect(steps).toContainText('The token says it needs no signature', { timeout: 20_000 });
  await expect(steps).toContainText('alg "none": believed');
});

test('what no cookie can hold is not sent, and it is said why', async ({ page }) => {
  await page.goto('./');
  await openValue(page, /^JSESSIONID/).click();
  await page.getByRole('button', { name: 'Change it and send it' }).click();
  const form = page.getByRole('form', { name: 'Change JSESSIONID' });
  await form.getByLabel('the whole value').fill('a; b');
  await expect(form).toContainText('no blanks, quotes, commas, semicolons');
  await expect(form.getByRole('button', { name: 'Send it as Ada' })).toBeDisabled();
  await form.getByRole('button', { name: 'Cancel' }).click();
  await expect(page.getByRole('button', { name: 'Change it and send it' })).toBeFocused();
});

test('steps are walked with the arrow keys, and each lights its part of the picture', async ({ page }) => {
  await page.goto('./');
  const steps = page.getByRole('list', { name: /^Steps of the decision/ }).getByRole('listitem');
  await steps.first().focus();
  const lit = page.locator('[data-light="lit"]');
  await expect(lit.filter({ hasText: /^SRV=s\d$/ })).toHaveCount(1);
  await page.keyboard.press('ArrowDown');
  await expect(steps.nth(1)).toBeFocused();
  await expect(lit.filter({ hasText: /^Believes/ })).toHaveCount(1);
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('group', { name: /^s\d,/ }).and(lit)).toHaveCount(1);
  await page.keyboard.press('End');
  await expect(steps.last()).toBeFocused();
  // Kept while it is read, and dark again when the reader has gone.
  await expect(page.getByRole('button', { name: 'show the latest' })).toBeVisible();
  await page.getByRole('button', { name: 'Settings' }).focus();
  await expect(lit).toHaveCount(0);
});

test('a selected server says who is pinned to it, and leads to the last stranger', async ({ page }) => {
  await page.goto('./');
  await expect(page.getByRole('button', { name: 'Kill s3' })).toBeVisible();
  await page.keyboard.press('3');
  const why = page.getByRole('region', { name: 'Who comes to s3, and why?' }).first();
  await expect(why).toContainText(/Pinned to it: \d+/);
  await why.getByRole('button', { name: 'Ada', exact: true }).click();
  await expect(page.getByRole('region', { name: /^Why did Ada’s request/ })).toBeVisible();
  await page.getByRole('button', { name: 'Ada’s session' }).click();
  await expect(page.getByRole('list', { name: 'Where does Ada’s session live?' })).toContainText(
    'In the memory of s3.',
  );
  await page.getByRole('button', { name: 's3', exact: true }).last().click();
  await page.getByRole('button', { name: /^Where did the last stranger go/ }).click();
  await expect(page.getByRole('list', { name: /^Steps of the decision/ })).toContainText(
    'The request has no such cookie',
  );
});

test('settings are kept, shown at once, and there after a reload', async ({ page }) => {
  await page.goto('./');
  await page.getByRole('button', { name: 'Settings' }).click();
  await page.getByRole('radio', { name: 'Projector' }).check();
  await page.getByRole('radio', { name: /^Reduced/ }).check();
  await page.getByRole('slider', { name: 'Text size' }).press('ArrowRight');
  await expect(page.getByText('110 %')).toBeVisible();
  await page.getByRole('checkbox', { name: 'Sound cues' }).check();
  await page.getByRole('button', { name: 'Listen: server killed' }).click();
  const size = () => page.evaluate(() => Number.parseFloat(getComputedStyle(document.documentElement).fontSize));
  await expect.poll(size).toBeCloseTo(17.6, 1);
  await page.reload();
  await expect.poll(size).toBeCloseTo(17.6, 1);
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'projector');
  await page.getByRole('button', { name: 'Settings' }).click();
  await expect(page.getByRole('checkbox', { name: 'Sound cues' })).toBeChecked();
  await expect(page.getByRole('radio', { name: /^Reduced/ })).toBeChecked();
});

test('at 200 % the page takes the shape of a smaller screen, and nothing is cut off at its side', async ({ page }) => {
  await page.addInitScript(([key]) => localStorage.setItem(key ?? '', JSON.stringify({ textPercent: 200 })), [KEY]);
  await page.goto('./');
  await expect(page.getByRole('button', { name: 'Mix' })).toBeVisible();
  const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(await overflow()).toBeLessThanOrEqual(0);
});

for (const [how, forbid] of [
  [
    'forbidden',
    () =>
      Object.defineProperty(window, 'localStorage', {
        get: () => {
          throw new DOMException('no', 'SecurityError');
        },
      }),
  ],
  [
    'full',
    () => {
      Storage.prototype.setItem = () => {
        throw new DOMException('full', 'QuotaExceededError');
      };
    },
  ],
] as const) {
  test(`with storage ${how} the lab works, and says in one line that nothing is kept`, async ({ page }) => {
    await page.addInitScript(forbid);
    await page.goto('./');
    await expect(page.getByRole('button', { name: 'Kill s1' })).toBeVisible();
    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByRole('radio', { name: 'Dark' }).check();
    await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
    await expect(page.getByText('This browser keeps nothing here')).toBeVisible();
  });
}

test('axe finds nothing in the projector theme, with a value open', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.setViewportSize({ width: 1920, height: 1080 });
  await page.addInitScript(([key]) => localStorage.setItem(key ?? '', JSON.stringify({ theme: 'projector' })), [KEY]);
  await page.goto('./');
  await openValue(page, /^JSESSIONID/).click();
  await expect(page.getByRole('dialog')).toBeVisible();
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
    .analyze();
  expect(violations.flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id} at ${target.join(' ')}`))).toEqual([]);
});

test('with the system’s high contrast on black the picture is drawn in its colours', async ({ page }) => {
  await page.emulateMedia({ forcedColors: 'active', colorScheme: 'dark' });
  await page.goto('./');
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
});
