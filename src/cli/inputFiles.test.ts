import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readLines, readText } from './inputFiles.ts';

const folder = mkdtempSync(join(tmpdir(), 'affinity-lab-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(content: string): string {
  const path = join(folder, 'file');
  writeFileSync(path, content);
  return path;
}

async function linesOf(content: string, longest: number): Promise<string[]> {
  const lines: string[] = [];
  for await (const some of readLines(file(content), longest)) lines.push(...some);
  return lines;
}

describe('a file of lines', () => {
  it('may lack the last line end', async () => {
    expect(await linesOf('a\n\nbc', 9)).toEqual(['a', '', 'bc']);
    expect(await linesOf('a\n', 9)).toEqual(['a']);
    expect(await linesOf('', 9)).toEqual([]);
  });

  it('has lines that are too long cut to one character too many', async () => {
    expect(await linesOf('123456\nab\n', 4)).toEqual(['12345', 'ab']);
  });

  it('is put together across the pieces in which it is read', async () => {
    const long = 'é'.repeat(100_000);
    expect(await linesOf(`x\n${long}\n${long}`, 1_000_000)).toEqual(['x', long, long]);
  });

  it('that has no line end at all takes no memory', async () => {
    const lines = await linesOf('x'.repeat(5_000_000), 10);
    expect(lines).toEqual(['x'.repeat(11)]);
  });
});

describe('a file that can not be read', () => {
  it.each([
    ['that is not there', '/nowhere/at/all', '/nowhere/at/all: no such file or folder'],
    ['that is a folder', folder, `${folder}: is a folder, not a file`],
  ])('%s is named', async (_, path, problem) => {
    await expect(readText(path, 10)).rejects.toThrow(problem);
  });

  it('that is too long is not read to its end', async () => {
    await expect(readText(file('x'.repeat(100_000)), 1000)).rejects.toThrow('longer than 1000 characters');
  });
});
