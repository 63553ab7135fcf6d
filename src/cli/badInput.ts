/** What a person gave can't be used. Its message is one line; the command ends with status 2. */
export class BadInput extends Error {}

/** What the system says about a file, in words; Node's own message repeats the path and the call. */
export function fileProblem(path: string, error: unknown): BadInput {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return new BadInput(`${path}: ${WORDS[code] ?? (code || 'can not be used')}`);
}

const WORDS: Readonly<Record<string, string>> = {
  ENOENT: 'no such file or folder',
  EISDIR: 'is a folder, not a file',
  ENOTDIR: 'a part of the path is no folder',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
  ENOSPC: 'no space left on the disk',
  ENAMETOOLONG: 'the name is too long',
  ELOOP: 'too many links',
};
