/** An engineer opens a scenario file of their own. */
import type { Page } from '@playwright/test';
import { expect, test } from './test.ts';

const scenario = { version: 1, people: [{ count: 5 }], servers: [{ id: 'blue' }, { id: 'green' }] };

async function openFile(page: Page, name: string, text: string): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Open a scenario file' }).click();
  await (await chooser).setFiles({ name, mimeType: 'application/json', buffer: Buffer.from(text) });
}

test('a file that can not be read says why, and what ran goes on', async ({ page }) => {
  await page.goto('./');
  await page.getByRole('button', { name: 'Kill s1' }).click();
  await expect(page.getByRole('button', { name: 'Restart s1' })).toBeVisible();

  const bad = { ...scenario, servers: [{ id: 'blue', weight: -1 }] };
  await openFile(page, 'bad.json', JSON.stringify(bad));
  await expect(page.getByRole('alert')).toHaveText('bad.json: servers[0].weight: -1 is below 0');
  await openFile(page, 'cut.json', '{ "version": 1,');
  await expect(page.getByRole('alert')).toHaveText('cut.json: line 1, column 16: the JSON ends in the middle');
  await expect(page.getByRole('button', { name: 'Restart s1' })).toBeVisible();

  await openFile(page, 'good.json', JSON.stringify(scenario));
  await expect(page.getByRole('button', { name: 'Kill green' })).toBeVisible();
});
