import * as v from 'valibot';
import { SCENARIO_VERSION, type Scenario } from '../engine/index.ts';
import { completeScenario, Misfit } from './completeScenario.ts';
import { parseJson } from './jsonText.ts';
import { MIGRATIONS, migrate } from './migrations.ts';
import { firstProblem } from './problems.ts';
import { type Axes, scenarioSchema } from './scenarioSchema.ts';

/** `problem` is one line that names the field (or line and column), what it is and what is expected. */
export type ScenarioResult =
  | { readonly ok: true; readonly scenario: Scenario }
  | { readonly ok: false; readonly problem: string };

/** A full scenario (people, servers and actions at their limits) takes about half of this. */
export const LONGEST_TEXT = 16_000_000;

/** Reads scenario files for these axes. Never throws on a file, whatever is in it. */
export function scenarioReader(axes: Axes): (text: string) => ScenarioResult {
  const schema = scenarioSchema(axes);
  return (text) => {
    if (text.length > LONGEST_TEXT) {
      return refused(`${text.length} characters are no scenario; the most is ${LONGEST_TEXT}`);
    }
    const json = parseJson(text.replace(/^\uFEFF/, ''));
    if (!json.ok) return refused(json.problem);
    const migrated = migrate(json.value, SCENARIO_VERSION, MIGRATIONS);
    if (!migrated.ok) return refused(migrated.problem);
    const parsed = v.safeParse(schema, migrated.file, { abortEarly: true, abortPipeEarly: true });
    if (!parsed.success) return refused(firstProblem(parsed.issues));
    try {
      return { ok: true, scenario: completeScenario(parsed.output) };
    } catch (error) {
      if (error instanceof Misfit) return refused(error.message);
      throw error;
    }
  };
}

const refused = (problem: string): ScenarioResult => ({ ok: false, problem });
