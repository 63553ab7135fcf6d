import { closeSync, openSync, writeSync } from 'node:fs';
import type { FinishedRequest } from '../engine/index.ts';
import { fileProblem } from './badInput.ts';

/** So much is gathered before it is written. Writing waits for the disk, which is what bounds the memory. */
const BATCH_CHARACTERS = 65_536;

export interface EventsFile {
  write(request: FinishedRequest): void;
  close(): void;
}

/** One JSON object per line and finished request. @throws BadInput when the file can't be written */
export function eventsFile(path: string): EventsFile {
  const attempt = <Result>(action: () => Result): Result => {
    try {
      return action();
    } catch (error) {
      throw fileProblem(path, error);
    }
  };
  const file = attempt(() => openSync(path, 'w'));
  let batch = '';

  function flush(): void {
    const bytes = Buffer.from(batch);
    batch = '';
    for (let at = 0; at < bytes.length; ) at += attempt(() => writeSync(file, bytes, at));
  }

  return {
    write(request) {
      batch += `${JSON.stringify(eventOf(request))}\n`;
      if (batch.length >= BATCH_CHARACTERS) flush();
    },
    close() {
      flush();
      attempt(() => closeSync(file));
    },
  };
}

/** Exactly these fields, in this order, whatever else the engine comes to know of a request. */
function eventOf(request: FinishedRequest) {
  const { atMs, person, address, server, status, outcome, binding, latencyMs } = request;
  return { request: request.request, atMs, person, address, server, status, outcome, binding, latencyMs };
}
