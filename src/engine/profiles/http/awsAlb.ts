import { type Manners, nginxPage, partedBy } from './contract.ts';

const SAYS = {
  ...{ refused: '502 Bad Gateway', reset: '502 Bad Gateway', noServer: '503 Service Temporarily Unavailable' },
  ...{ connectTimedOut: '504 Gateway Time-out', answerTimedOut: '504 Gateway Time-out' },
} as const;

export const awsAlbHttp: Manners = {
  source: 'AWS documentation, X-Forwarded headers and X-Amzn-Trace-Id; published captures of answers of awselb/2.0',
  request([line = '', ...fields], { address, nowS, id }) {
    const [host, others] = partedBy(fields, ['host']);
    const trace = `X-Amzn-Trace-Id: Root=1-${nowS.toString(16)}-${id.slice(0, 24)}`;
    const forwarded = [`X-Forwarded-For: ${address}`, 'X-Forwarded-Proto: https', 'X-Forwarded-Port: 443'];
    return [line, ...forwarded, ...host, trace, ...others];
  },
  answer([status = '', ...fields], own) {
    const [first, others] = partedBy(fields, ['date', 'content-type', 'content-length']);
    return [status, ...first, 'Connection: keep-alive', ...own, ...others];
  },
  tellsServerMs: false,
  page(why, date) {
    const body = nginxPage(SAYS[why], '');
    const fields = ['Server: awselb/2.0', `Date: ${date}`, 'Content-Type: text/html', `Content-Length: ${body.length}`];
    return { head: [`HTTP/1.1 ${SAYS[why]}`, ...fields, 'Connection: keep-alive'], body };
  },
};
