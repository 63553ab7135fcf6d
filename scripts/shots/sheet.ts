/** A contact sheet: photographs side by side, each with its caption. */
import type { Browser } from '@playwright/test';

export interface Shot {
  readonly caption: string;
  /** PNG, base64. */
  readonly picture: string;
}

export async function sheet(
  browser: Browser,
  path: string,
  shots: readonly Shot[],
  { columns, width }: { readonly columns: number; readonly width: number },
): Promise<void> {
  const page = await browser.newPage({ viewport: { width: columns * (width + GAP) + GAP, height: 400 } });
  const figures = shots.map(
    ({ caption, picture }) =>
      `<figure style="margin:0"><figcaption>${caption}</figcaption><img width="${width}" src="data:image/png;base64,${picture}"></figure>`,
  );
  await page.setContent(
    `<body style="margin:${GAP}px;display:grid;grid-template-columns:repeat(${columns},${width}px);gap:${GAP}px;background:#777;color:#fff;font:12px sans-serif">${figures.join('')}</body>`,
  );
  await page.screenshot({ path, fullPage: true });
  await page.close();
}

const GAP = 8;
