/**
 * The rules that keep the layers apart, as a function of one file's text: which folder may import which.
 * `checkImports.mjs` runs it over src/.
 */
import { dirname, posix } from 'node:path';
import { parseSync } from 'vite';
import { irreproducible } from './irreproducible.mjs';

/** Lower layers know nothing of higher ones; folders on the same level know nothing of each other. */
const LAYERS = [
  ['engine'],
  ['scenario'],
  ['worker', 'language'],
  ['lab'],
  ['stage', 'controls', 'inspect', 'share'],
  ['lessons', 'compare', 'present', 'embed', 'cli', 'gallery'],
  ['app'],
];
/** Parts that know nothing of the lab and serve every layer from the panels on. */
const PARTS = ['ui', 'theme', 'glossary'];
const FIRST_LAYER_SERVED_BY_PARTS = LAYERS.findIndex((layer) => layer.includes('stage'));

const ENGINE_PACKAGES = ['@noble/hashes', '@noble/ciphers'];
/** @typedef {{ specifier: string, start: number, isTypeOnly: boolean }} Import */

/**
 * @param {string} path from the project's root, with `/`: `src/engine/simulation.ts`
 * @param {string} text
 * @returns {{ imports: string[], problems: string[] }} imports of code (not of types alone) by path, and one line
 *   per broken rule
 */
export function checkSource(path, text) {
  const { module, program, errors } = parseSync(path, text);
  if (errors.length > 0) return { imports: [], problems: [`${path}: does not parse`] };
  const line = (/** @type {number} */ offset) => text.slice(0, offset).split('\n').length;
  const problems = [];
  const imports = [];
  for (const { specifier, start, isTypeOnly } of importsOf(module, text)) {
    const target = specifier.startsWith('.') ? posix.join(dirname(path), specifier.replace(/\?.*$/, '')) : null;
    const problem = target === null ? packageProblem(path, specifier) : folderProblem(path, target);
    if (problem !== null) problems.push(`${path}:${line(start)}: ${problem}`);
    if (target !== null && !isTypeOnly) imports.push(target);
  }
  if (folderOf(path) === 'engine' && !isTest(path)) {
    for (const { says, start } of irreproducible(program)) problems.push(`${path}:${line(start)}: ${says}`);
  }
  return { imports, problems };
}

/**
 * @param {ReturnType<typeof parseSync>['module']} module
 * @param {string} text
 * @returns {Import[]}
 */
function importsOf(module, text) {
  const imported = module.staticImports.map(({ moduleRequest, entries }) => ({
    specifier: moduleRequest.value,
    start: moduleRequest.start,
    isTypeOnly: entries.length > 0 && entries.every((entry) => entry.isType),
  }));
  const exported = module.staticExports
    .flatMap(({ entries }) => entries)
    .flatMap(({ moduleRequest, isType }) =>
      moduleRequest ? [{ specifier: moduleRequest.value, start: moduleRequest.start, isTypeOnly: isType }] : [],
    );
  const dynamic = module.dynamicImports.map(({ moduleRequest: { start, end } }) => ({
    specifier: text.slice(start, end).replace(/^['"`]|['"`]$/g, ''),
    start,
    isTypeOnly: false,
  }));
  return [...imported, ...exported, ...dynamic];
}

/** @param {string} path */
const folderOf = (path) => path.split('/')[1] ?? '';
/** @param {string} path */
const isTest = (path) => /\.test\.tsx?$/.test(path);
/** @param {string} folder */
const levelOf = (folder) => LAYERS.findIndex((layer) => layer.includes(folder));

/**
 * @param {string} path
 * @param {string} specifier
 */
function packageProblem(path, specifier) {
  const folder = folderOf(path);
  if (isTest(path)) return null;
  if (folder === 'engine' && !ENGINE_PACKAGES.some((name) => specifier === name || specifier.startsWith(`${name}/`))) {
    return `the engine imports nothing from outside but ${ENGINE_PACKAGES.join(', ')}, not "${specifier}"`;
  }
  if (specifier.startsWith('node:') && folder !== 'cli') return `only cli/ may import "${specifier}"`;
  return null;
}

/**
 * @param {string} path
 * @param {string} target
 */
function folderProblem(path, target) {
  const from = folderOf(path);
  const to = folderOf(target);
  if (!target.startsWith('src/')) return isTest(path) ? null : `"${target}" is outside src/`;
  if (from === to) return null;
  if (PARTS.includes(from)) return PARTS.includes(to) ? null : `${from}/ knows nothing of ${to}/`;
  const [fromLevel, toLevel] = [levelOf(from), levelOf(to)];
  if (PARTS.includes(to)) {
    return fromLevel >= FIRST_LAYER_SERVED_BY_PARTS
      ? null
      : `${from}/ stands below the panels, and ${to}/ serves those`;
  }
  if (fromLevel < 0) return `${from}/ is no folder of the architecture: name its layer in scripts/sourceRules.mjs`;
  if (toLevel < 0) return `${to}/ is no folder of the architecture: name its layer in scripts/sourceRules.mjs`;
  if (toLevel > fromLevel) return `${from}/ stands below ${to}/ and may not import it`;
  if (toLevel === fromLevel) return `${from}/ and ${to}/ stand side by side: app/ puts them together`;
  if (from === 'cli' && !['engine', 'scenario'].includes(to)) return `cli/ runs without ${to}/`;
  if (to === 'worker' && from !== 'lab') return `only lab/ talks to worker/, not ${from}/`;
  if (to === 'engine' && target !== 'src/engine/index.ts') return `the engine's only door is engine/index.ts`;
  return null;
}
