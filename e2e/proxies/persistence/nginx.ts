/** A real nginx on loopback. Debian's 1.22 has no `sticky`; what it can is to read a route. */
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pause } from './haproxy.ts';

const NGINX = '/usr/sbin/nginx';
export const hasNginx = existsSync(NGINX);
export const nginxVersion = (): string => spawnSync(NGINX, ['-v']).stderr.toString().trim();

export interface Nginx {
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** `http` goes into the http section, before a server that passes everything on to `$target`. */
export async function startNginx(port: number, http: string): Promise<Nginx> {
  const folder = mkdtempSync(join(tmpdir(), 'affinity-nginx-'));
  const file = write(folder, port, http);
  let child = await launch(file, port);
  return {
    restart: async () => {
      await end(child);
      child = await launch(file, port);
    },
    stop: async () => {
      await end(child);
      rmSync(folder, { recursive: true });
    },
  };
}

/** What nginx says of a configuration. */
export function testNginx(http: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'affinity-nginx-'));
  const { stderr } = spawnSync(NGINX, ['-t', '-c', write(folder, 20_598, http)]);
  rmSync(folder, { recursive: true });
  return stderr.toString();
}

function write(folder: string, port: number, http: string): string {
  const file = join(folder, 'nginx.conf');
  const paths = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `  ${name}_temp_path ${folder};`);
  writeFileSync(
    file,
    `daemon off;
worker_processes 1;
pid ${join(folder, 'nginx.pid')};
error_log stderr crit;
events {}
http {
  access_log off;
${paths.join('\n')}
${http}
  server {
    listen 127.0.0.1:${port};
    location / { proxy_pass http://$target; }
  }
}
`,
  );
  return file;
}

async function launch(file: string, port: number): Promise<ChildProcess> {
  const child = spawn(NGINX, ['-c', file], { stdio: 'ignore' });
  for (let n = 0; n < 200 && child.exitCode === null; n += 1) {
    await pause(20);
    if (await listens(port)) return child;
  }
  throw new Error(`nginx did not start: ${execFileSync(NGINX, ['-t', '-c', file]).toString()}`);
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.on('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
}

/** A quick shutdown that takes the worker along. */
async function end(child: ChildProcess): Promise<void> {
  const exited = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await exited;
}
