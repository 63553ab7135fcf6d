import { canonical, type Manners, partedBy, sorted } from './contract.ts';

const SAYS = {
  ...{ refused: 'Bad Gateway', reset: 'Bad Gateway', noServer: 'no available server\n' },
  ...{ connectTimedOut: 'Gateway Timeout', answerTimedOut: 'Gateway Timeout' },
} as const;
const STATUS = {
  ...{ refused: '502 Bad Gateway', reset: '502 Bad Gateway', noServer: '503 Service Unavailable' },
  ...{ connectTimedOut: '504 Gateway Timeout', answerTimedOut: '504 Gateway Timeout' },
} as const;

/** Written by Go's `net/http`: canonical names, sorted. */
export const traefikHttp: Manners = {
  source: 'Traefik source, pkg/proxy/httputil/proxy.go, forwarded headers; Go’s net/http',
  request(head, { address }) {
    const [line = '', ...fields] = canonical(head);
    const [first, others] = partedBy(fields, ['host', 'user-agent', 'content-length']);
    const added = ['Accept-Encoding: gzip', `X-Forwarded-For: ${address}`, ...FORWARDED, `X-Real-Ip: ${address}`];
    const host = first[0]?.replace('Host: ', 'X-Forwarded-Host: ') ?? [];
    return [line, ...first, ...sorted([...others, ...added].concat(host))];
  },
  answer(head, own) {
    const [status = '', ...fields] = canonical(head);
    return [status, ...sorted([...own, ...fields])];
  },
  tellsServerMs: false,
  page(why, date) {
    const body = SAYS[why];
    const type = 'Content-Type: text/plain; charset=utf-8';
    const always = [`Date: ${date}`, `Content-Length: ${body.length}`];
    // `http.Error` sets the type itself; else it is made out from the body, and stands last.
    const fields = why === 'noServer' ? [type, 'X-Content-Type-Options: nosniff', ...always] : [...always, type];
    return { head: [`HTTP/1.1 ${STATUS[why]}`, ...fields], body };
  },
};

const FORWARDED = ['X-Forwarded-Port: 443', 'X-Forwarded-Proto: https', 'X-Forwarded-Server: traefik'];
