/** Runs one scenario to its end and measures it. Memory does not grow with the length of the run. */
import {
  closedForms,
  createSimulation,
  type Measures,
  type RecordedRequest,
  remarksOn,
  remarksOnProduct,
  type Scenario,
  type TheoryFigure,
  type TheoryGap,
  type WindowMeasures,
} from '../engine/index.ts';
import { Misfit, withActions } from '../scenario/completeScenario.ts';
import { readScenario } from '../scenario/readScenario.ts';
import { LONGEST_LINE, type RecordedAction, type RequestsReport, requestsReader } from '../scenario/requestsReader.ts';
import { LONGEST_TEXT } from '../scenario/scenarioReader.ts';
import type { Command } from './arguments.ts';
import { BadInput } from './badInput.ts';
import { eventsFile } from './eventsFile.ts';
import { readLines, readText } from './inputFiles.ts';

export type RunReport = Measures & {
  /** Closed forms beside the figures; of recorded traffic nothing is known that they could assume. */
  readonly theory?: readonly (TheoryFigure | TheoryGap)[];
  /** What the product does not have, and what this mix of balancing, persistence and session state wastes or can't do. */
  readonly remarks: readonly string[];
  readonly windows?: readonly WindowMeasures[];
  readonly requestsFile?: RequestsReport;
};

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
  const scenario = recorded
    ? withRecordedActions(read.scenario, recorded.actions, command.requestsPath)
    : read.scenario;
  if (recorded) {
    noteUnreadable(recorded.report, command.requestsPath, note);
    noteActionsOnPeople(scenario, note);
  }
  const untilMs = command.untilMs ?? defaultEndMs(read.scenario.durationMs, recorded?.requests);

  const events = command.eventsPath === null ? null : eventsFile(command.eventsPath);
  const simulation = recorded ? createSimulation(scenario, recorded.requests) : createSimulation(scenario);
  simulation.advance(Math.round(untilMs * 1000), events ? { finished: (request) => events.write(request) } : {});
  events?.close();
  const measures = simulation.measures();
  const { profile, balancing, persistence } = scenario.loadBalancer;
  const mix = { balancing, persistence, sessionState: scenario.sessionState };
  const remarks = [...remarksOnProduct(profile, mix), ...remarksOn(mix)];
  return {
    ...measures,
    remarks,
    ...(recorded ? {} : { theory: closedForms(scenario, measures) }),
    ...(command.withWindows ? { windows: simulation.windows() } : {}),
    ...(recorded ? { requestsFile: recorded.report } : {}),
  };
}

/** @throws BadInput when an action names a server that there is not */
function withRecordedActions(scenario: Scenario, actions: readonly RecordedAction[], path: string | null): Scenario {
  try {
    return withActions(scenario, actions);
  } catch (error) {
    if (error instanceof Misfit) throw new BadInput(`${path}: ${error.message}`);
    throw error;
  }
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
  'removeDevice',
  'editCookie',
  ...['stealCookie', 'forgeCookie', 'fixSession', 'forgeToken', 'stopAttack'],
]);

/** Lines that can't be read do not keep a log from being replayed, but whoever runs it is to know. */
function noteUnreadable(
  { unparsable, lines }: RequestsReport,
  path: string | null,
  note: (line: string) => void,
): void {
  if (unparsable.count === 0) return;
  note(`note: ${path}: ${unparsable.count} of ${lines} lines can't be read; the first: ${unparsable.firstProblem}`);
}

/** Nobody can be told to think faster, or to move, in traffic that has happened already. */
function noteActionsOnPeople(scenario: Scenario, note: (line: string) => void): void {
  const count = scenario.actions.filter((action) => ON_PLANNED_PEOPLE.has(action.do)).length;
  if (count > 0) note(`note: the traffic is recorded; ${count} of the scenario's actions (on people) are passed over`);
}
