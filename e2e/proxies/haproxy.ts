import { writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { freePort, isInstalled, start, temporaryFolder, until } from './process.ts';

const PROGRAM = '/usr/sbin/haproxy';
export const hasHaproxy = isInstalled(PROGRAM, 'haproxy');

export interface Haproxy {
  readonly port: number;
  /** Over the stats socket. */
  command(line: string): Promise<string>;
  stop(): Promise<void>;
}

/** One backend `b` with these lines; servers are called s1, s2 and so on. One thread, so that there is one order. */
export async function startHaproxy(backend: string, servers: readonly string[]): Promise<Haproxy> {
  const folder = temporaryFolder();
  const port = await freePort();
  const socket = join(folder, 'admin.sock');
  const file = join(folder, 'haproxy.cfg');
  const lines = servers.map((server, index) => `  server s${index + 1} ${server}`);
  writeFileSync(
    file,
    `global
  nbthread 1
  stats socket ${socket} level admin
defaults
  mode http
  timeout connect 5s
  timeout client 60s
  timeout server 60s
frontend f
  bind 127.0.0.1:${port} accept-proxy
  default_backend b
backend b
${backend.replace(/^/gm, '  ')}
${lines.join('\n')}
`,
  );
  const { stop } = start(PROGRAM, ['-db', '-f', file], folder);
  const command = (line: string) => say(socket, line);
  await until(() => command('show info'), 'HAProxy starts');
  return { port, command, stop };
}

function say(socket: string, line: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const connection = connect(socket);
    connection.on('error', reject);
    connection.on('data', (part: Buffer) => {
      answer += part.toString();
    });
    connection.on('end', () => resolve(answer.trim()));
    connection.end(`${line}\n`);
  });
}
