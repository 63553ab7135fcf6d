/** The only door of the engine. */
export type { Action, Refusal, TimedAction } from './actions.ts';
export { arrangements } from './arrangements.ts';
export type { Balancing } from './balancing/contract.ts';
export { balancings } from './balancing/registry.ts';
export type { Behaviour as BehaviourDescription } from './behaviours/contract.ts';
export { behaviours } from './behaviours/registry.ts';
export type { WishName } from './behaviours/wishes.ts';
export type { Cause, CauseCode } from './causes/causes.ts';
export { CAUSES } from './causes/causes.ts';
export type { Branch, Course, Deed } from './course.ts';
export { currentBranch, emptyCourse } from './course.ts';
export type { EngineEvent, EngineEventKind } from './engineEvent.ts';
export type { Explanation, FinishedRequest, Step, StepSource, StepValues, StepWords, Wire } from './evidence.ts';
export { COMMON_STEPS } from './evidence.ts';
export type { History, Position } from './history.ts';
export { createHistory } from './history.ts';
export type { LossCause } from './lossCauses.ts';
export { LOSS_CAUSE_LIST, LOSS_CAUSES, NOT_LOST } from './lossCauses.ts';
export type { Measures, WireMeasures } from './measures.ts';
export type { MeasureDescription } from './measureTable.ts';
export { MEASURES } from './measureTable.ts';
export type { About } from './module.ts';
export { personId, personName } from './names.ts';
export type { NetworkDescription } from './network.ts';
export { networks } from './network.ts';
export type { OptionDescription, OptionDescriptions } from './options.ts';
export type { Binding, Outcome } from './outcomes.ts';
export { BINDINGS, OUTCOMES } from './outcomes.ts';
export type { WindowMeasures } from './overTime.ts';
export type { Persistence } from './persistence/contract.ts';
export { persistences } from './persistence/registry.ts';
export type { Default, Profile } from './profiles/contract.ts';
export { assumptionsOf, defaultsOf, profiles } from './profiles/registry.ts';
export type { Sink } from './run.ts';
export type {
  Behaviour,
  Choice,
  LoadBalancerSpec,
  Network,
  PeopleGroup,
  RecordedRequest,
  Scenario,
  ServerSpec,
  Workload,
} from './scenario.ts';
export { ARRANGEMENTS, BEHAVIOURS, DETECTIONS, LIMITS, NETWORKS, RETRIES_ON, SCENARIO_VERSION } from './scenario.ts';
export type { SessionState } from './session-state/contract.ts';
export { sessionStates } from './session-state/registry.ts';
export type { Simulation } from './simulation.ts';
export { createSimulation } from './simulation.ts';
export type {
  BalancerSnapshot,
  BalancingPicture,
  Belief,
  Clue,
  Happening,
  Harm,
  Marks,
  PersistencePicture,
  PersonSnapshot,
  Phase,
  ServerSnapshot,
  Snapshot,
  StoreSnapshot,
  Trouble,
} from './snapshot.ts';
export { PHASES } from './snapshot.ts';
export { nextServers } from './steps.ts';
export type { Mix } from './strategies/mixes.ts';
export { remarksOn, remarksOnProduct } from './strategies/mixes.ts';
export type { Strategy } from './strategies/registry.ts';
export { strategies } from './strategies/registry.ts';
export { lostWithServer, unstickyHit } from './theory/loss.ts';
export { randomAssignmentCv } from './theory/spread.ts';
export type { TheoryFigure, TheoryGap } from './theory/theoryFor.ts';
export { closedForms, theoryFor } from './theory/theoryFor.ts';
export { epochSeconds } from './wire/date.ts';
export { signingKey } from './wire/jwt.ts';
export type { ReadJwt, ReadMark } from './wire/reading.ts';
export { readBasic, readJwt, readMark, unseal, writeJwt } from './wire/reading.ts';
