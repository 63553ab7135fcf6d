/** `npm run lint`, second half: the import directions of the layers, no cycles, and a reproducible engine. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { findCycle } from './findCycle.mjs';
import { checkSource } from './sourceRules.mjs';

/** @type {Map<string, string[]>} */
const graph = new Map();
const problems = [];
for (const path of sourceFiles()) {
  const { imports, problems: ofFile } = checkSource(path, readFileSync(path, 'utf8'));
  graph.set(path, imports);
  problems.push(...ofFile);
}
const cycle = findCycle(graph);
if (cycle !== null) problems.push(`imports in a circle: ${cycle.join(' → ')}`);

for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exitCode = 1;
else console.log(`Imports of ${graph.size} files point one way.`);

/** Paths from the project's root, with `/` on every system. Files directly in src/ are declarations for the compiler. */
function sourceFiles() {
  const names = readdirSync('src', { recursive: true, encoding: 'utf8' });
  const paths = names.map((name) => join('src', name).split(sep).join('/'));
  return paths.filter((path) => /\.tsx?$/.test(path) && path.split('/').length > 2).sort();
}
