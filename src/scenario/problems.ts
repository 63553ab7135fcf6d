import type * as v from 'valibot';
import { show } from './fields.ts';

/** The first issue as one line: `servers[2].weight: -1 is below 0`. */
export function firstProblem(issues: readonly [v.BaseIssue<unknown>, ...v.BaseIssue<unknown>[]]): string {
  const [{ path, message }] = issues;
  const place = (path ?? []).reduce((text, item) => text + step(item.key, text === ''), '');
  return place === '' ? message : `${place}: ${message}`;
}

function step(key: unknown, isFirst: boolean): string {
  if (typeof key === 'number') return `[${key}]`;
  const name = String(key);
  if (!/^\w{1,60}$/.test(name)) return `[${show(name)}]`;
  return isFirst ? name : `.${name}`;
}
