/** Reading files whose size nobody vouches for: in pieces, and never more in memory than is needed. */
import { createReadStream } from 'node:fs';
import { BadInput, fileProblem } from './badInput.ts';

function open(path: string): NodeJS.ReadableStream {
  return path === '-' ? process.stdin.setEncoding('utf8') : createReadStream(path, { encoding: 'utf8' });
}

async function* chunksOf(path: string): AsyncGenerator<string> {
  const name = path === '-' ? 'standard input' : path;
  try {
    for await (const chunk of open(path)) yield String(chunk);
  } catch (error) {
    throw fileProblem(name, error);
  }
}

/** A whole file. @throws BadInput when it is longer than `longest` characters or can't be read */
export async function readText(path: string, longest: number): Promise<string> {
  const chunks: string[] = [];
  let length = 0;
  for await (const chunk of chunksOf(path)) {
    length += chunk.length;
    if (length > longest) throw new BadInput(`${path}: longer than ${longest} characters, which no scenario is`);
    chunks.push(chunk);
  }
  return chunks.join('');
}

/**
 * The lines of a file without their ends, many at a time: one by one, waiting would take longer than reading. A line
 * longer than `longest` comes cut, one character too long, so that its reader sees that it is.
 * @throws BadInput when it can't be read
 */
export async function* readLines(path: string, longest: number): AsyncGenerator<readonly string[]> {
  const cut = (line: string): string => (line.length > longest ? line.slice(0, longest + 1) : line);
  let rest = '';
  for await (const chunk of chunksOf(path)) {
    const [first = '', ...others] = chunk.split('\n');
    const lines = [rest + first, ...others].map(cut);
    rest = lines.pop() ?? '';
    yield lines;
  }
  if (rest !== '') yield [rest];
}
