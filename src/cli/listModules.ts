/** What there is on each axis, as text or JSON, made from what the modules say of themselves. */
import {
  type About,
  arrangements,
  balancings,
  behaviours,
  type Default,
  defaultsOf,
  LOSS_CAUSES,
  MEASURES,
  networks,
  type OptionDescription,
  type OptionDescriptions,
  type Profile,
  persistences,
  profiles,
  sessionStates,
  strategies,
} from '../engine/index.ts';

interface ListedModule {
  readonly id: string;
  readonly about: About;
  readonly options: OptionDescriptions;
}

const AXES: readonly { readonly title: string; readonly key: string; readonly modules: readonly ListedModule[] }[] = [
  { title: 'Balancing: how is a server picked when nothing binds the request?', key: 'balancing', modules: balancings },
  { title: 'Persistence: how is someone who comes back recognised?', key: 'persistence', modules: persistences },
  { title: 'Session state: where does what we know about them live?', key: 'sessionState', modules: sessionStates },
];

export function listAsJson(): unknown {
  const axes = AXES.map(({ key, modules }) => {
    const listed = modules.map(({ id, about, options }) => ({ id, about, options }));
    return [key, listed] as const;
  });
  return {
    ...Object.fromEntries(axes),
    strategies,
    profiles,
    behaviours: behaviours.map(described),
    networks: networks.map(described),
    arrangements: arrangements.map(described),
    measures: MEASURES,
    lossCauses: LOSS_CAUSES,
  };
}

export function listAsText(): string {
  const axes = AXES.flatMap(({ title, modules }) => [title, ...modules.flatMap(moduleLines), '']);
  const presets = strategies.flatMap(({ id, says, balancing, persistence, sessionState }) => [
    `  ${id}  ${says}`,
    `      ${balancing.id} + ${persistence.id} + ${sessionState.id}`,
  ]);
  const products = profiles.flatMap(profileLines);
  return [
    ...[...axes, 'Strategies: named mixes of the three', ...presets, ''],
    ...['Profiles: a product’s defaults, as `loadBalancer.profile`', ...products, ''],
    ...['Behaviours: what people do', ...behaviours.flatMap(describedLines), ''],
    ...['Networks: how people reach the load balancer', ...networks.flatMap(describedLines), ''],
    ...[
      'Arrangements: two load balancers, as `loadBalancer.balancers: 2` and `loadBalancer.arrangement`',
      ...arrangements.flatMap(describedLines),
      '',
    ],
    ...['Measures: what a run prints, in total and with --windows', ...MEASURES.flatMap(measureLines), ''],
    ...['Sessions lost, by what ended them', ...Object.entries(LOSS_CAUSES).map(([id, says]) => `  ${id}  ${says}`)],
  ].join('\n');
}

function profileLines(profile: Profile): string[] {
  const { id, about } = profile;
  const fields = defaultsOf(profile).map(([name, { value, source, known, at }]) => {
    return `      ${name}: ${JSON.stringify(value)} (${KNOWN[known]}${source}${at === null ? '' : `; ${at}`})`;
  });
  const differs = about.differs.map((sentence) => `      differs: ${sentence}`);
  return [`  ${id}  ${about.says}`, `      models ${about.models}`, ...fields, ...differs];
}

/** How a value is known, said before where it comes from. */
const KNOWN: Readonly<Record<Default<unknown>['known'], string>> = {
  documented: '',
  source: '',
  measured: 'measured: ',
  absent: 'not in this product: ',
  assumed: 'ASSUMED: ',
};

const measureLines = ({ name, unit, definition, source, at, inWindow }: (typeof MEASURES)[number]): string[] => [
  `  ${name} (${unit})  ${definition}`,
  `      ${at}${inWindow === null || inWindow === at ? '' : `; in windows ${inWindow}`}; ${source}`,
];

interface Described {
  readonly id: string;
  readonly about: { readonly name: string; readonly says: string; readonly source: string };
}

const described = ({ id, about }: Described) => ({ id, about });

const describedLines = ({ id, about }: Described): string[] => [`  ${id}  ${about.says}`, `      ${about.source}`];

function moduleLines({ id, about, options }: ListedModule): string[] {
  return [`  ${id}  ${about.says}`, ...Object.entries(options).map(([name, option]) => optionLine(name, option))];
}

function optionLine(name: string, option: OptionDescription): string {
  return `      ${name}: ${rangeOf(option)}; default ${defaultOf(option)} (${option.source}): ${option.says}`;
}

function defaultOf(option: OptionDescription): string {
  return option.kind === 'duration' ? `${option.defaultMs} ms` : JSON.stringify(option.default);
}

function rangeOf(option: OptionDescription): string {
  switch (option.kind) {
    case 'duration':
      return `${option.minMs} to ${option.maxMs} ms`;
    case 'count':
      return `whole number, ${option.min} to ${option.max}`;
    case 'choice':
      return option.values.join(' | ');
    case 'text':
      return option.expects;
    case 'flag':
      return 'true | false';
  }
}
