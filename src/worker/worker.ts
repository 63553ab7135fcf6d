/** The worker: hands commands to the host, and transfers the marks instead of copying them. */
import { createHost } from './host.ts';
import type { Command, CrossingUpdate, Update } from './protocol.ts';
import { createThinner } from './thinning.ts';

/** The part of the worker's global scope that is used; the project's types are those of a page. */
interface WorkerScope {
  onmessage: ((event: MessageEvent<Command>) => void) | null;
  postMessage(update: CrossingUpdate, transfer: Transferable[]): void;
}

const scope = globalThis as unknown as WorkerScope;
/** A page that waits no longer than this can still answer a click within a tenth of a second. */
const BUDGET_MS = 30;
const host = createHost(BUDGET_MS);
const thin = createThinner();

scope.onmessage = ({ data }) => {
  const update = host.handle(data);
  if (update.type !== 'frame') return scope.postMessage(update, []);
  const snapshot = update.snapshot === null ? null : thin(update.snapshot);
  scope.postMessage({ ...update, snapshot }, transferables(update));
};

function transferables({ marks }: Extract<Update, { type: 'frame' }>): Transferable[] {
  const columns = [marks.request, marks.person, marks.server, marks.phase, marks.fromMs, marks.untilMs];
  return columns.map((column) => column.buffer as ArrayBuffer);
}
