/** The only door of the engine. */
export type { Action, Refusal, TimedAction } from './actions.ts';
export type { Explanation, FinishedRequest, Step, StepSource, StepValues, StepWords, Wire } from './evidence.ts';
export { COMMON_STEPS } from './evidence.ts';
export type { Measures } from './measures.ts';
export type { About } from './module.ts';
export type { OptionDescription, OptionDescriptions } from './options.ts';
export type { Binding, Outcome } from './outcomes.ts';
export { BINDINGS, OUTCOMES } from './outcomes.ts';
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
export { BEHAVIOURS, LIMITS, NETWORKS, SCENARIO_VERSION } from './scenario.ts';
export type {
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
} from './snapshot.ts';
export { PHASES } from './snapshot.ts';
export type { Strategy } from './strategies/registry.ts';
export { strategies } from './strategies/registry.ts';
// to come with the engine: balancings, persistences, sessionStates (registries: readonly { id, about, options, steps }[]),
// createSimulation, createHistory
