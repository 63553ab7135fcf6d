import type { RecordedRequest } from '../engine/index.ts';
import type { GivenAction } from './actionSchema.ts';

/**
 * Reads one line of recorded traffic: the request, what was done meanwhile, or what is wrong with the line ("not a line of
 * an access log").
 */
export type LineParser = (line: string) => RecordedRequest | { readonly action: GivenAction } | string;
