/** `npm run lint`, third part: every word that the page shows stands in src/language (or beside the engine's module). */
import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { wordsIn } from './wordRules.mjs';

const names = readdirSync('src', { recursive: true, encoding: 'utf8' });
const paths = names.map((name) => join('src', name).split(sep).join('/')).filter((path) => path.endsWith('.tsx'));
const problems = paths.sort().flatMap((path) => wordsIn(path, readFileSync(path, 'utf8')));
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exitCode = 1;
else console.log(`No words outside of src/language in ${paths.length} components.`);
