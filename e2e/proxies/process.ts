/** Starting and stopping a proxy's process, in a folder of its own that goes with it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface ProxyProcess {
  readonly child: ChildProcess;
  stop(): Promise<void>;
}

/** Says so once where the program is missing: its tests are then skipped, not failed. */
export function isInstalled(program: string, debianPackage: string): boolean {
  if (existsSync(program)) return true;
  console.warn(
    `SKIPPED: ${program} is not installed (apt-get install ${debianPackage}); nothing was compared with it.`,
  );
  return false;
}

export const temporaryFolder = (): string => mkdtempSync(join(tmpdir(), 'affinity-proxy-'));

export function start(program: string, args: readonly string[], folder: string): ProxyProcess {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  child.stdout.on('data', (part: Buffer) => {
    said += part.toString();
  });
  child.stderr.on('data', (part: Buffer) => {
    said += part.toString();
  });
  let isStopping = false;
  const killWithUs = () => void child.kill('SIGTERM');
  process.once('exit', killWithUs);
  child.on('exit', (code) => {
    if (!isStopping) console.error(`${program} ended with ${code}:\n${said}`);
  });
  return {
    child,
    stop: () =>
      new Promise((resolve) => {
        isStopping = true;
        process.off('exit', killWithUs);
        const end = () => {
          rmSync(folder, { recursive: true, force: true });
          resolve();
        };
        if (child.exitCode !== null) end();
        else child.once('exit', end);
        child.kill('SIGTERM');
      }),
  };
}

export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

/** Tries until it works; a proxy needs a moment to start. */
export async function until<T>(attempt: () => Promise<T>, what: string): Promise<T> {
  for (let tries = 0; ; tries += 1) {
    try {
      return await attempt();
    } catch (error) {
      if (tries > 200) throw new Error(`${what}: ${String(error)}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
}
