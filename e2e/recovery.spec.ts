/** The engine's worker dies under a person's hands: it is replaced, and what they did is still done. */
import type { Page } from '@playwright/test';
import { expect, test } from './test.ts';

const NOTICE = /^The simulation was restarted at [\d.]+ s; nothing is lost\.$/;

const DEATHS: readonly { readonly how: string; readonly breaks: () => unknown }[] = [
  { how: 'closes itself', breaks: () => globalThis.close() },
  {
    how: 'throws',
    breaks: () =>
      void setTimeout(() => {
        throw new Error('broken on purpose');
      }),
  },
  {
    how: 'hangs',
    breaks: () => {
      for (;;);
    },
  },
];

async function clock(page: Page): Promise<string> {
  return (
    (await page
      .getByRole('region', { name: 'Time' })
      .getByText(/^\d+\.\d s$/)
      .textContent()) ?? ''
  );
}

for (const { how, breaks } of DEATHS) {
  for (const isPaused of [true, false]) {
    test(`a worker that ${how} while ${isPaused ? 'paused' : 'playing'} is replaced`, async ({ page, complaints }) => {
      await page.goto('./');
      await page.getByRole('button', { name: 'Kill s2' }).click();
      await expect(page.getByRole('button', { name: 'Restart s2' })).toBeVisible();
      if (isPaused) await page.getByRole('button', { name: 'Pause' }).click();
      const before = await clock(page);
      // A worker that hangs never answers the one who made it hang.
      page
        .workers()[0]
        ?.evaluate(breaks)
        .catch(() => undefined);
      await expect(page.getByText(NOTICE)).toBeVisible({ timeout: 6_000 });
      await expect(page.getByRole('button', { name: 'Restart s2' })).toBeVisible();
      if (isPaused) {
        expect(await clock(page)).toBe(before);
        await page.getByRole('button', { name: 'Play' }).click();
      }
      const restarted = Number.parseFloat(await clock(page));
      await expect.poll(async () => Number.parseFloat(await clock(page))).toBeGreaterThan(restarted);
      complaints.length = 0;
    });
  }
}

test('an action that waits for a worker that hangs is done by the next one', async ({ page, complaints }) => {
  await page.goto('./');
  await page.getByRole('button', { name: 'Pause' }).click();
  page
    .workers()[0]
    ?.evaluate(() => {
      for (;;);
    })
    .catch(() => undefined);
  await page.getByRole('button', { name: 'Kill s3' }).click();
  await expect(page.getByRole('button', { name: 'Restart s3' })).toBeVisible({ timeout: 6_000 });
  await expect(page.getByText(NOTICE)).toBeVisible();
  complaints.length = 0;
});
