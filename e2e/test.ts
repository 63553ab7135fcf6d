/**
 * The test that all browser tests use: it fails on anything the page complains about, and on any request that leaves
 * the lab's own address.
 */
import { test as base, expect } from '@playwright/test';

export { expect };

export const test = base.extend<{ complaints: string[] }>({
  complaints: [
    async ({ page, baseURL }, run) => {
      const complaints: string[] = [];
      page.on('console', (message) => {
        if (message.type() === 'error') complaints.push(message.text());
      });
      page.on('pageerror', (error) => complaints.push(String(error)));
      page.on('request', (request) => {
        const isOwn = /^(data|blob):/.test(request.url()) || request.url().startsWith(baseURL ?? '');
        if (!isOwn) complaints.push(`a request to ${request.url()}`);
      });
      await run(complaints);
      expect(complaints, 'what the page complained about').toEqual([]);
    },
    { auto: true },
  ],
});
