/** Clients of a proxy: one connection per request, its source address told by PROXY protocol (version 1). */
import { connect } from 'node:net';

export interface Wanted {
  readonly method?: string;
  readonly source?: string;
  readonly url?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Answered {
  readonly status: number;
  /** Number of the server that answered, 0 if the proxy did itself. */
  readonly server: number;
  /** Addresses of the servers that nginx tried, in turn. */
  readonly tried: readonly string[];
}

export function ask(
  port: number,
  { method = 'GET', source = '203.0.113.1', url = '/', headers = {} }: Wanted,
): Promise<Answered> {
  const family = source.includes(':') ? 'TCP6' : 'TCP4';
  const destination = family === 'TCP6' ? '::1' : '127.0.0.1';
  const lines = [`${method} ${url} HTTP/1.1`, 'Host: shop.example', 'Connection: close'];
  for (const [name, value] of Object.entries(headers)) lines.push(`${name}: ${value}`);
  return exchange(port, `PROXY ${family} ${source} ${destination} 40000 80\r\n${lines.join('\r\n')}\r\n\r\n`).then(
    parse,
  );
}

/** The whole answer to what is sent as it stands; whoever answers closes the connection behind it. */
export function exchange(port: number, sent: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    let answer = '';
    socket.setEncoding('latin1');
    socket.on('data', (part: string) => {
      answer += part;
    });
    socket.on('error', reject);
    socket.on('close', () => resolve(answer));
    socket.write(sent);
  });
}

function parse(answer: string): Answered {
  const header = (name: string) => new RegExp(`^${name}: (.*)$`, 'im').exec(answer)?.[1]?.trim() ?? '';
  const tried = header('X-Tried');
  return {
    status: Number(answer.slice(9, 12)),
    server: Number(header('X-Server')),
    tried: tried === '' ? [] : tried.split(', '),
  };
}
