/**
 * `npm start`: builds the lab and serves the built folder on a local address, which is printed; opens the browser
 * where there is one. When the port is taken, the next free one is used.
 */
import { build, preview } from 'vite';

const FIRST_PORT = 4173;

/** Without a display, or on a build machine, opening a browser can only fail. */
const hasScreen =
  !process.env.CI &&
  (process.platform !== 'linux' || Boolean(process.env.DISPLAY) || Boolean(process.env.WAYLAND_DISPLAY));

await build({ logLevel: 'warn' });
const server = await preview({
  logLevel: 'warn',
  preview: { host: '127.0.0.1', port: FIRST_PORT, strictPort: false, open: hasScreen },
});
const address = server.resolvedUrls?.local[0] ?? `http://127.0.0.1:${FIRST_PORT}/`;
console.log(`Affinity Lab: ${address}  (Ctrl+C ends it)`);
