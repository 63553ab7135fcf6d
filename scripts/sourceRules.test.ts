import { describe, expect, it } from 'vitest';
import { findCycle } from './findCycle.mjs';
import { checkSource } from './sourceRules.mjs';

const problemsOf = (path: string, text: string): string[] => checkSource(path, text).problems;

describe('import directions', () => {
  it.each([
    ['src/scenario/a.ts', "import { x } from '../engine/index.ts';"],
    ['src/engine/a.ts', "import { hmac } from '@noble/hashes/hmac.js';"],
    ['src/engine/balancing/a.ts', "import { x } from '../random.ts';"],
    ['src/engine/a.test.ts', "import { it } from 'vitest';"],
    ['src/lab/a.ts', "import type { Command } from '../worker/protocol.ts';"],
    ['src/stage/a.tsx', "import { Button } from '../ui/Button.tsx'; import './Stage.module.css';"],
    ['src/ui/a.tsx', "import '../theme/tokens.css';"],
    ['src/cli/sim.ts', "import { readSync } from 'node:fs'; import { x } from '../engine/index.ts';"],
    ['src/app/main.tsx', "import { Stage } from '../stage/Stage.tsx'; const Lesson = import('../lessons/Player.tsx');"],
  ])('%s may: %s', (path, text) => {
    expect(problemsOf(path, text)).toEqual([]);
  });

  it.each([
    ['src/engine/a.ts', "import { x } from '../scenario/a.ts';", 'engine/ stands below scenario/'],
    ['src/engine/a.ts', "import * as v from 'valibot';", 'imports nothing from outside'],
    ['src/engine/a.ts', "export { x } from 'node:fs';", 'imports nothing from outside'],
    ['src/scenario/a.ts', "import { x } from '../engine/random.ts';", 'only door'],
    ['src/scenario/a.ts', "import { x } from 'node:fs';", 'only cli/ may import'],
    ['src/stage/a.tsx', "import { x } from '../controls/a.tsx';", 'side by side'],
    ['src/stage/a.tsx', "import type { x } from '../worker/protocol.ts';", 'only lab/ talks to worker/'],
    ['src/lessons/a.tsx', "const x = import('../compare/a.tsx');", 'side by side'],
    ['src/cli/a.ts', "import { x } from '../lab/a.ts';", 'cli/ runs without lab/'],
    ['src/ui/a.tsx', "import { x } from '../lab/a.ts';", 'ui/ knows nothing of lab/'],
    ['src/lab/a.ts', "import { x } from '../ui/a.tsx';", 'stands below the panels'],
    ['src/lab/a.ts', "import { x } from '../utils/a.ts';", 'no folder of the architecture'],
  ])('%s may not: %s', (path, text, says) => {
    expect(problemsOf(path, text)).toEqual([expect.stringContaining(says)]);
    expect(problemsOf(path, text)[0]).toMatch(/^src\/.*:1: /);
  });
});

describe('a reproducible engine', () => {
  it.each(['Math.max(1, Math.imul(2, 3))', 'row.Date + 1', '({ Date: 1 })', "'Math.random'"])('may: %s', (code) => {
    expect(problemsOf('src/engine/a.ts', `export const x = ${code};`)).toEqual([]);
  });

  it.each([
    'Math.random()',
    'Math.log(2)',
    'new Date()',
    'Date.now()',
    'setTimeout(x, 1)',
    '2 ** 0.5',
    "Math['exp'](1)",
    "'a'.localeCompare('b')",
    '[1].map(Math.sin)',
    '((m: typeof Math) => m)(Math)',
  ])('may not: %s', (code) => {
    expect(problemsOf('src/engine/a.ts', `export const x = ${code};`)).not.toEqual([]);
  });

  it('leaves its tests free', () => {
    expect(problemsOf('src/engine/a.test.ts', 'export const x = Math.random();')).toEqual([]);
  });
});

describe('circles', () => {
  it('are of code: types that name each other are none', () => {
    const text =
      "import type { A } from './a.ts'; import { type B, b } from './b.ts'; export type { C } from './c.ts';";
    expect(checkSource('src/engine/x.ts', text).imports).toEqual(['src/engine/b.ts']);
  });

  it('are found and named', () => {
    const graph = new Map([
      ['a', ['b']],
      ['b', ['c', 'leaf']],
      ['c', ['b']],
    ]);
    expect(findCycle(graph)).toEqual(['b', 'c', 'b']);
  });

  it('are not seen where two paths only meet again', () => {
    const graph = new Map([
      ['a', ['b', 'c']],
      ['b', ['d']],
      ['c', ['d']],
    ]);
    expect(findCycle(graph)).toBeNull();
  });
});
