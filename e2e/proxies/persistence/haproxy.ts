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
  /** A second process shares the tables (section `peers mp`) and teaches them back after a restart. */
  readonly peers: boolean;
  readonly mode: 'http' | 'tcp';
}

export async function startHaproxy(given: Given): Promise<Haproxy> {
  const folder = mkdtempSync(join(tmpdir(), 'affinity-haproxy-'));
  const start = (me: 'one' | 'other') => {
    const [file, socket] = [join(folder, `${me}.cfg`), join(folder, `${me}.sock`)];
    writeFileSync(file, configuration(given, me, socket));
    return launch(file, socket);
  };
  const socket = join(folder, 'one.sock');
  const others = given.peers ? [await start('other')] : [];
  let child = await start('one');
  return {
    command: (line) => command(socket, line),
    restart: async () => {
      const rows = given.peers ? await rowsAt(socket) : '';
      if (given.peers) await taught(join(folder, 'other.sock'), rows);
      await end(child);
      child = await start('one');
      if (given.peers) await taught(socket, rows);
    },
    stop: async () => {
      for (const process of [child, ...others]) await end(process);
      rmSync(folder, { recursive: true });
    },
  };
}

function configuration(given: Given, me: 'one' | 'other', socket: string): string {
  const { port, ports, backend, server, peers, mode } = given;
  const servers = ports.map((at, index) => {
    const name = `s${index + 1}`;
    return `  server ${name} 127.0.0.1:${at} check inter 1h ${server(name)}`;
  });
  const table = `peers mp
  peer one 127.0.0.1:${port + 8}
  peer other 127.0.0.1:${port + 9}
`;
  return `global
  nbthread 1
  localpeer ${me}
  stats socket ${socket} level admin
defaults
  mode ${mode}
  timeout connect 5s
  timeout client 60s
  timeout server 60s
  retries 3
${peers ? table : ''}frontend f
  bind 127.0.0.1:${me === 'one' ? port : port + 7}
  default_backend b
backend b
  balance roundrobin
${backend.replace(/^/gm, '  ')}
${servers.join('\n')}
`;
}

/** Waits until that process has the same rows. */
async function taught(socket: string, rows: string): Promise<void> {
  for (let n = 0; n < 200; n += 1) {
    if (rows !== '' && (await rowsAt(socket)) === rows) return;
    await pause(100);
  }
  throw new Error('no peer has taught the table');
}

/** Each key of the table and its server. */
async function rowsAt(socket: string): Promise<string> {
  const text = await command(socket, 'show table b');
  const rows = Array.from(text.matchAll(/key=(\S+) .*server_key=(\S+)/g), ([, key, server]) => `${key} ${server}`);
  return rows.sort().join('\n');
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
