/** The page in a frame that has no origin of its own, as learning platforms embed what they do not trust. */
import { expect, test } from './test.ts';

const FRAME = '<iframe title="lab" src="./" sandbox="allow-scripts" width="1200" height="800"></iframe>';

/** The page is served with this policy, or with none. */
for (const { how, policy, worker } of [
  { how: 'a worker from a blob', policy: null, worker: /^blob:/ },
  { how: 'no worker at all', policy: "worker-src 'none'", worker: null },
]) {
  test(`in a sandboxed frame the engine runs in ${how}, and nothing is kept`, async ({ page, complaints }) => {
    // As hosts of static files do that let others embed them; without it no browser loads a module in such a frame.
    await page.route('**/*', async (route) => {
      const response = await route.fetch();
      const headers: Record<string, string> = { ...response.headers(), 'access-control-allow-origin': '*' };
      if (policy !== null) headers['content-security-policy'] = policy;
      await route.fulfill({ response, headers });
    });
    await page.route('**/embedding.html', (route) => route.fulfill({ contentType: 'text/html', body: FRAME }));
    await page.addInitScript(() => {
      const started: string[] = [];
      Object.assign(window, { started });
      window.Worker = class extends Worker {
        constructor(url: string | URL, options?: WorkerOptions) {
          super(url, options);
          this.addEventListener('message', () => started.push(String(url)), { once: true });
        }
      };
    });
    await page.goto('./embedding.html');
    const lab = page.frameLocator('iframe');
    await expect(lab.getByRole('button', { name: 'Kill s1' })).toBeVisible({ timeout: 20_000 });
    const clock = async () =>
      Number.parseFloat(
        (await lab
          .getByText(/^\d+\.\d s$/)
          .first()
          .textContent()) ?? '',
      );
    const before = await clock();
    await expect.poll(clock, { timeout: 10_000 }).toBeGreaterThan(before);
    await lab.getByRole('button', { name: 'Kill s1' }).click();
    await expect(lab.getByRole('button', { name: 'Restart s1' })).toBeVisible();
    // Those that have answered.
    const urls = await page.frames()[1]?.evaluate(() => (window as unknown as { started: string[] }).started);
    if (worker === null) expect(urls).toEqual([]);
    else expect(urls).toEqual([expect.stringMatching(worker)]);
    await lab.getByRole('button', { name: 'Settings' }).click();
    await lab.getByRole('radio', { name: 'Dark' }).check();
    await expect(lab.getByText('This browser keeps nothing here')).toBeVisible();
    // The browser says why it refuses the first ways; that is no fault of the page.
    complaints.splice(
      0,
      complaints.length,
      ...complaints.filter((one) => !/Content Security Policy|worker/i.test(one)),
    );
  });
}
