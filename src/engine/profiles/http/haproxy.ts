import { type Failure, lowerCase, type Manners } from './contract.ts';

const SAYS: Readonly<Record<502 | 503 | 504, readonly [status: string, sentence: string]>> = {
  502: ['502 Bad Gateway', 'The server returned an invalid or incomplete response.'],
  503: ['503 Service Unavailable', 'No server is available to handle this request.'],
  504: ['504 Gateway Time-out', "The server didn't respond in time."],
};

const STATUS = { refused: 503, connectTimedOut: 503, reset: 502, noServer: 503, answerTimedOut: 504 } as const;

/** Header names in lower case on both sides (`option h1-case-adjust` is off by default); no header of its own. */
export const haproxyHttp: Manners = {
  source: 'measured at 2.6.12; no `option forwardfor`, no error file',
  request: lowerCase,
  answer: (head, own) => lowerCase([...head, ...own]),
  tellsServerMs: false,
  page(why: Failure) {
    const [status, sentence] = SAYS[STATUS[why]];
    const body = `<html><body><h1>${status}</h1>\n${sentence}\n</body></html>\n`;
    const fields = [`content-length: ${body.length}`, 'cache-control: no-cache', 'content-type: text/html'];
    return { head: [`HTTP/1.1 ${status}`, ...fields], body };
  },
};
