/**
 * Recorded traffic with one JSON object per line (NDJSON):
 * `{"atMs":0,"person":"p1","address":"203.0.113.7","method":"GET","url":"/cart","headers":{},"cookies":true}`
 * Method, headers and cookies may be left out. Between them may stand what was done meanwhile, as in a scenario's `actions`:
 * `{"atMs":30000,"do":"kill","server":"s2","detected":true}`
 */
import * as v from 'valibot';
import type { RecordedRequest } from '../engine/index.ts';
import { actionSchema } from './actionSchema.ts';
import { anyObject, fields, flag, text } from './fields.ts';
import { parseJson } from './jsonText.ts';
import type { LineParser } from './lineParser.ts';
import { momentMs } from './moments.ts';
import { firstProblem } from './problems.ts';

const headerName = text(/^[\w!#$%&'*+.^`|~-]{1,100}$/, "a header's name");
const headerValue = text(/^[^\p{Cc}]{0,8000}$/u, 'a line of text');

const requestSchema = fields({
  atMs: momentMs,
  person: text(/^[^\p{Cc}]{1,200}$/u, 'an id of at most 200 characters'),
  address: text(/^[\w.:%[\]-]{1,255}$/, 'an address'),
  method: v.optional(text(/^[A-Z][A-Z-]{0,19}$/, 'an HTTP method'), 'GET'),
  url: text(/^[\x21-\x7e]{1,8000}$/, 'a URL without blanks'),
  headers: v.optional(v.pipe(anyObject(), v.record(headerName, headerValue)), {}),
  cookies: v.optional(flag(), true),
}) satisfies v.GenericSchema<unknown, RecordedRequest>;

export const recordedRequestsParser = (): LineParser => (line) => {
  const json = parseJson(line);
  if (!json.ok) return json.problem.replace(/^line 1, /, '');
  const isAction = typeof json.value === 'object' && json.value !== null && 'do' in json.value;
  const how = { abortEarly: true, abortPipeEarly: true };
  if (isAction) {
    const action = v.safeParse(actionSchema, json.value, how);
    return action.success ? { action: action.output } : firstProblem(action.issues);
  }
  const request = v.safeParse(requestSchema, json.value, how);
  return request.success ? request.output : firstProblem(request.issues);
};
