/** Runs one scenario to its end and measures it. Memory does not grow with the length of the run. */
import { createSimulation, type Measures, type RecordedRequest, type Scenario } from '../engine/index.ts';
import { readScenario } from '../scenario/readScenario.ts';
import { LONGEST_LINE, type RequestsReport, requestsReader } from '../scenario/requestsReader.ts';
import { LONGEST_TEXT } from '../scenario/scenarioReader.ts';
import type { Command } from './arguments.ts';
import { BadInput } from './badInput.ts';
import { eventsFile } from './eventsFile.ts';
import { readLines, readText } from './inputFiles.ts';

export type RunReport = Measures & { readonly requestsFile?: RequestsReport };

/** With recorded traffic the run goes on a little, so that the last requests find their end. */
const AFTER_LAST_REQUEST_MS = 60_000;

/**
 * @param note takes one line about something that is passed over but does not keep the run from being made
 * @throws BadInput
 */
export async function run(command: Extract<Command, { do: 'run' }>, note: (line: string) => void): Promise<RunReport> {
  const read = readScenario(await readText(command.scenarioPath, LONGEST_TEXT));
  if (!read.ok) throw new BadInput(`${command.scenarioPath}: ${read.problem}`);
  const recorded = command.requestsPath === null ? null : await recordedTraffic(command.requestsPath);
  if (recorded) noteActionsOnPeople(read.scenario, note);
  const untilMs = command.untilMs ?? defaultEndMs(read.scenario.durationMs, recorded?.requests);

  const events = command.eventsPath === null ? null : eventsFile(command.eventsPath);
  const simulation = recorded ? createSimulation(read.scenario, recorded.requests) : createSimulation(read.scenario);
  simulation.advance(Math.round(untilMs * 1000), events ? { finished: (request) => events.write(request) } : {});
  events?.close();
  const measures = simulation.measures();
  return recorded ? { ...measures, requestsFile: recorded.report } : measures;
}

async function recordedTraffic(path: string) {
  const reader = requestsReader();
  for await (const lines of readLines(path, LONGEST_LINE)) {
    if (!lines.every((line) => reader.line(line))) break;
  }
  const result = reader.finish();
  if (!result.ok) throw new BadInput(`${path}: ${result.problem}`);
  return result;
}

function defaultEndMs(durationMs: number, recorded: readonly RecordedRequest[] | undefined): number {
  const last = recorded?.at(-1);
  return last === undefined ? durationMs : last.atMs + AFTER_LAST_REQUEST_MS;
}

const ON_PLANNED_PEOPLE: ReadonlySet<string> = new Set([
  'setLoad',
  'changeNetwork',
  'openTab',
  'closeTab',
  'addDevice',
  ...['stealCookie', 'forgeCookie', 'fixSession', 'forgeToken', 'stopAttack'],
]);

/** Nobody can be told to think faster, or to move, in traffic that has happened already. */
function noteActionsOnPeople(scenario: Scenario, note: (line: string) => void): void {
  const count = scenario.actions.filter((action) => ON_PLANNED_PEOPLE.has(action.do)).length;
  if (count > 0) note(`note: the traffic is recorded; ${count} of the scenario's actions (on people) are passed over`);
}
