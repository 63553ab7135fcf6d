import type { RecordedRequest } from '../engine/index.ts';

/** Reads one line of recorded traffic: the request, or what is wrong with the line ("not a line of an access log"). */
export type LineParser = (line: string) => RecordedRequest | string;
