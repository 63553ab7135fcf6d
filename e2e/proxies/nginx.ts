import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ask } from './client.ts';
import { freePort, isInstalled, start, temporaryFolder, until } from './process.ts';

const PROGRAM = '/usr/sbin/nginx';
export const hasNginx = isInstalled(PROGRAM, 'nginx');

export interface Nginx {
  readonly port: number;
  /** Writes another upstream and reloads: done when the old worker process has ended. */
  reload(upstream: readonly string[]): Promise<void>;
  stop(): Promise<void>;
}

/** One worker process, so that there is one set of counters. `upstream` is the lines of `upstream { … }`. */
export async function startNginx(upstream: readonly string[]): Promise<Nginx> {
  const folder = temporaryFolder();
  const port = await freePort();
  const file = join(folder, 'nginx.conf');
  const log = join(folder, 'error.log');
  mkdirSync(join(folder, 'temp'));
  writeFileSync(file, configuration(folder, port, upstream));
  const { child, stop } = start(PROGRAM, ['-p', folder, '-c', file, '-e', log], folder);
  await until(() => ask(port, { url: '/ready' }), 'nginx starts');
  const ended = () => readFileSync(log, 'utf8').split(/worker process \d+ exited with code/).length;
  return {
    port,
    stop,
    async reload(changed) {
      const before = ended();
      writeFileSync(file, configuration(folder, port, changed));
      child.kill('SIGHUP');
      await until(async () => {
        if (ended() === before) throw new Error('the old worker process is still there');
      }, 'nginx reloads');
    },
  };
}

function configuration(folder: string, port: number, upstream: readonly string[]): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (kind) => `${kind}_temp_path ${folder}/temp/${kind};`,
  );
  return `
daemon off;
worker_processes 1;
pid ${folder}/nginx.pid;
error_log ${folder}/error.log notice;
events { worker_connections 1024; }
http {
  access_log off;
  ${temporary.join(' ')}
  upstream b {
    ${upstream.join('\n    ')}
  }
  server {
    listen 127.0.0.1:${port} proxy_protocol;
    set_real_ip_from 127.0.0.1;
    real_ip_header proxy_protocol;
    location = /ready { return 204; }
    location / {
      proxy_pass http://b;
      proxy_connect_timeout 2s;
      add_header X-Tried $upstream_addr always;
    }
  }
}
`;
}
