/** A real HAProxy on loopback, and the words of its runtime API that the cases need. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export const HAPROXY = '/usr/sbin/haproxy';
export const hasHaproxy = existsSync(HAPROXY);
export const haproxyVersion = (): string => execFileSync(HAPROXY, ['-v']).toString().split('\n', 1)[0] ?? '';

export interface Haproxy {
  /** One line to the admin socket; what it answers. */
  command(line: string): Promise<string>;
  /** Another process in place of this one, with the same configuration. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

export interface Given {
  readonly port: number;
  readonly ports: readonly number[];
  /** Lines of the backend section before its servers. */
  readonly backend: string;
  /** What follows name and address on a server's line. */
  readonly server: (name: string) => string;
  readonly mode: 'http' | 'tcp';
}

export async function startHaproxy(given: Given): Promise<Haproxy> {
  const folder = mkdtempSync(join(tmpdir(), 'affinity-haproxy-'));
  const [file, socket] = [join(folder, 'haproxy.cfg'), join(folder, 'admin.sock')];
  writeFileSync(file, configuration(given, socket));
  let child = await launch(file, socket);
  return {
    command: (line) => command(socket, line),
    restart: async () => {
      await end(child);
      child = await launch(file, socket);
    },
    stop: async () => {
      await end(child);
      rmSync(folder, { recursive: true });
    },
  };
}

function configuration(given: Given, socket: string): string {
  const { port, ports, backend, server, mode } = given;
  const servers = ports.map((at, index) => {
    const name = `s${index + 1}`;
    return `  server ${name} 127.0.0.1:${at} check inter 1h ${server(name)}`;
  });
  return `global
  nbthread 1
  stats socket ${socket} level admin
defaults
  mode ${mode}
  timeout connect 5s
  timeout client 60s
  timeout server 60s
  retries 3
frontend f
  bind 127.0.0.1:${port}
  default_backend b
backend b
  balance roundrobin
${backend.replace(/^/gm, '  ')}
${servers.join('\n')}
`;
}

async function launch(file: string, socket: string): Promise<ChildProcess> {
  const child = spawn(HAPROXY, ['-db', '-f', file], { stdio: ['ignore', 'ignore', 'pipe'] });
  let complaint = '';
  child.stderr.on('data', (data: Buffer) => {
    complaint += data.toString();
  });
  for (let n = 0; n < 200 && child.exitCode === null; n += 1) {
    await pause(20);
    if ((await command(socket, 'show info').catch(() => '')) !== '') return child;
  }
  throw new Error(`HAProxy did not start: ${complaint}`);
}

function command(socket: string, line: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const connection = connect(socket);
    let text = '';
    connection.on('data', (data) => {
      text += data.toString();
    });
    connection.on('end', () => resolve(text.trim()));
    connection.on('error', reject);
    connection.end(`${line}\n`);
  });
}

async function end(child: ChildProcess): Promise<void> {
  const exited = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await exited;
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
