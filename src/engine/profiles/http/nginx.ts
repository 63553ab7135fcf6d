import { type Manners, nginxPage, partedBy } from './contract.ts';

const VERSION = 'nginx/1.31.0';
/** The name of the `upstream` block, which servers get as the host unless `proxy_set_header` says otherwise. */
const UPSTREAM = 'app';

const SAYS = {
  ...{ refused: '502 Bad Gateway', reset: '502 Bad Gateway', noServer: '502 Bad Gateway' },
  ...{ connectTimedOut: '504 Gateway Time-out', answerTimedOut: '504 Gateway Time-out' },
} as const;

export const nginxHttp: Manners = {
  source: 'measured at 1.22.1 with `proxy_http_version 1.1` and no `Connection`, the defaults since 1.29.7',
  request([line = '', ...fields]) {
    const [length, others] = partedBy(fields, ['content-length']);
    return [line, `Host: ${UPSTREAM}`, ...length, ...partedBy(others, ['host', 'connection'])[1]];
  },
  answer([status = '', ...fields], own) {
    const [first, others] = partedBy(fields, ['date', 'content-type', 'content-length']);
    return [status, `Server: ${VERSION}`, ...first, 'Connection: keep-alive', ...others, ...own];
  },
  tellsServerMs: false,
  page(why, date) {
    const body = nginxPage(SAYS[why], VERSION);
    const fields = [`Server: ${VERSION}`, `Date: ${date}`, 'Content-Type: text/html', `Content-Length: ${body.length}`];
    return { head: [`HTTP/1.1 ${SAYS[why]}`, ...fields, 'Connection: keep-alive'], body };
  },
};
