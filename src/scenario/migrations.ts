/**
 * Older files are brought to the present version one step at a time, before they are validated. A step gets what a
 * file of its version may hold (not yet validated) and returns it as the next version would say it. Shared links and
 * saved files live for years: a step is never removed.
 */
import { show } from './fields.ts';

export type Migration = (file: Readonly<Record<string, unknown>>) => Record<string, unknown>;

/** `MIGRATIONS[1]` turns version 1 into version 2. */
export const MIGRATIONS: Readonly<Record<number, Migration>> = {};

export type Migrated = { readonly ok: true; readonly file: unknown } | { readonly ok: false; readonly problem: string };

/** @param present the version this lab writes */
export function migrate(file: unknown, present: number, migrations: Readonly<Record<number, Migration>>): Migrated {
  if (typeof file !== 'object' || file === null || Array.isArray(file)) {
    return { ok: false, problem: `${show(file)} is not a scenario; a scenario is an object` };
  }
  const version: unknown = Reflect.get(file, 'version');
  if (version === undefined) return { ok: false, problem: `version: is missing; it is ${present}` };
  if (typeof version !== 'number' || !Number.isInteger(version)) {
    return { ok: false, problem: `version: ${show(version)} is not a version; it is ${present}` };
  }
  if (version < 1) return { ok: false, problem: `version: ${show(version)} is below 1` };
  if (version > present) {
    return { ok: false, problem: `version: ${show(version)} is newer than this lab knows (${present})` };
  }
  let current = { ...(file as Record<string, unknown>) };
  for (let step = version; step < present; step += 1) {
    const migration = migrations[step];
    if (migration === undefined) return { ok: false, problem: `version: ${step} can't be read any more` };
    current = { ...migration(current), version: step + 1 };
  }
  return { ok: true, file: current };
}
