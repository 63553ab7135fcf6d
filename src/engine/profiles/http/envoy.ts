import { lowerCase, type Manners } from './contract.ts';

const RESET = 'upstream connect error or disconnect/reset before headers. ';

const SAYS = {
  refused: `${RESET}reset reason: remote connection failure, transport failure reason: delayed connect error: Connection refused`,
  connectTimedOut: `${RESET}reset reason: connection timeout`,
  reset: `${RESET}reset reason: connection termination`,
  noServer: 'no healthy upstream',
  answerTimedOut: 'upstream request timeout',
} as const;

export const envoyHttp: Manners = {
  source: 'Envoy documentation, HTTP header manipulation; router and connection manager of its source',
  request: (head, { serverTimeoutMs, id }) => [
    ...lowerCase(head),
    'x-forwarded-proto: https',
    `x-request-id: ${id.slice(0, 8)}-${id.slice(8, 12)}-4${id.slice(13, 16)}-a${id.slice(17, 20)}-${id.slice(20, 32)}`,
    `x-envoy-expected-rq-timeout-ms: ${serverTimeoutMs}`,
  ],
  answer: (head, own, serverMs) => [
    ...lowerCase([...head, `x-envoy-upstream-service-time: ${serverMs}`, ...own]),
    'server: envoy',
  ],
  tellsServerMs: true,
  page(why, date) {
    const body = SAYS[why];
    const status = why === 'answerTimedOut' ? '504 Gateway Timeout' : '503 Service Unavailable';
    const fields = [`content-length: ${body.length}`, 'content-type: text/plain', `date: ${date}`, 'server: envoy'];
    return { head: [`HTTP/1.1 ${status}`, ...fields], body };
  },
};
