/** `npm run lint`, third part: every word that the page shows stands in src/language (or beside the engine's module). */
import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { wordsIn } from './wordRules.mjs';

/** The engine's modules say what they are themselves; the language is where words belong; the others are not the page's. */
const ELSEWHERE = /^src\/(?:engine|language|scenario|worker|cli|glossary)\//;

const names = readdirSync('src', { recursive: true, encoding: 'utf8' });
const paths = names
  .map((name) => join('src', name).split(sep).join('/'))
  .filter((path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$|\.d\.ts$/.test(path) && !ELSEWHERE.test(path));
const problems = paths.sort().flatMap((path) => wordsIn(path, readFileSync(path, 'utf8')));
for (const problem of problems) console.error(problem);
if (problems.length > 0) process.exitCode = 1;
else console.log(`No words outside of src/language in ${paths.length} files.`);
