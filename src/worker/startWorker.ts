/**
 * Ways to start the engine's worker, the best first. In a frame without an origin of its own (`sandbox="allow-scripts"`) no
 * worker may be started from an address; one that comes along as text, in a blob, may. Where a policy forbids that too, the
 * engine runs in the page (see `client.ts`).
 */
export const WAYS_TO_START: readonly (() => Promise<Worker>)[] = [
  async () => new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' }),
  async () => {
    // As large as the worker itself, and needed by few: loaded only here.
    const { default: BlobWorker } = await import('./worker.ts?worker&inline');
    return new BlobWorker();
  },
];
