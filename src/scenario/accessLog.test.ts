import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accessLogParser } from './accessLog.ts';

const combined =
  '203.0.113.7 - - [17/May/2015:10:05:03 +0000] "GET /cart?x=1 HTTP/1.1" 200 512 "https://shop.example/" "Mozilla/5.0"';
const parse = (line: string) => accessLogParser()(line);
const withTime = (time: string) => combined.replace('17/May/2015:10:05:03 +0000', time);
const withRequest = (request: string) => combined.replace('GET /cart?x=1 HTTP/1.1', request);
const withAgent = (agent: string) => combined.replace('Mozilla/5.0', agent);

describe('a line of an access log', () => {
  it('tells who asked for what, when', () => {
    expect(parse(combined)).toEqual({
      atMs: Date.UTC(2015, 4, 17, 10, 5, 3),
      person: '203.0.113.7#1',
      address: '203.0.113.7',
      method: 'GET',
      url: '/cart?x=1',
      headers: { Referer: 'https://shop.example/', 'User-Agent': 'Mozilla/5.0' },
      cookies: true,
    });
  });

  it('may lack referrer and user agent', () => {
    const common = combined.replace(/ "https.*$/, '');
    expect(parse(common)).toMatchObject({ url: '/cart?x=1', headers: {} });
  });

  it.each([
    ['a user name', combined.replace('- - [', '- ada [')],
    ['a user name with a blank', combined.replace('- - [', '- ada lovelace [')],
    ['a virtual host in front', `www.shop.example:443 ${combined}`],
    ['fields behind', `${combined} 0.004 "-"`],
    ['no size', combined.replace(' 512 ', ' - ')],
  ])('may have %s', (_, line) => {
    expect(parse(line)).toMatchObject({ address: '203.0.113.7', method: 'GET' });
  });

  it('may come from an IPv6 address', () => {
    expect(parse(combined.replace('203.0.113.7', '2001:db8::1:80'))).toMatchObject({ address: '2001:db8::1:80' });
  });

  it('is timed in its own zone', () => {
    const utc = parse(combined);
    expect(parse(withTime('17/May/2015:15:35:03 +0530'))).toEqual(utc);
    expect(parse(withTime('17/May/2015:03:05:03 -0700'))).toEqual(utc);
  });

  it('has escapes read as they went over the wire', () => {
    expect(parse(withAgent('say \\"hi\\" \\\\ \\xe9'))).toMatchObject({ headers: { 'User-Agent': 'say "hi" \\ é' } });
  });

  it.each([
    ['/a b', '/a%20b'],
    ['/caf\\xc3\\xa9', '/caf%C3%A9'],
    ['/é', '/%C3%A9'],
    ['/a\\nSet-Cookie:x', '/a%0ASet-Cookie:x'],
    ['/\ud800', '/%EF%BF%BD'],
  ])('cannot break a request line with its target %s', (target, url) => {
    expect(parse(withRequest(`GET ${target} HTTP/1.1`))).toMatchObject({ url });
  });

  it('cannot break a header with its user agent', () => {
    expect(parse(withAgent('a\\r\\nX: y'))).toMatchObject({ headers: { 'User-Agent': 'a  X: y' } });
  });

  it.each([
    ['', 'not a line of an access log'],
    ['GET / HTTP/1.1', 'not a line of an access log'],
    [withTime('31/Feb/2015:10:05:03 +0000'), '"31/Feb/2015:10:05:03 +0000" is not a time'],
    [withTime('17/May/2015:25:05:03 +0000'), '"17/May/2015:25:05:03 +0000" is not a time'],
    [withRequest('\\x16\\x03\\x01'), 'no HTTP request in it'],
    [withRequest('-'), 'no HTTP request in it'],
  ])('is refused: %s', (line, problem) => {
    expect(parse(line)).toBe(problem);
  });

  it('names a person by address and user agent', () => {
    const parser = accessLogParser();
    const lines = [combined, withAgent('curl/8'), combined, combined.replace('203.0.113.7', '203.0.113.8')];
    const people = lines
      .map((line) => parser(line))
      .map((request) => (typeof request === 'object' && 'person' in request ? request.person : null));
    expect(people).toEqual(['203.0.113.7#1', '203.0.113.7#2', '203.0.113.7#1', '203.0.113.8#1']);
  });

  it('never throws, whatever it is, and takes no time', () => {
    const pieces = fc.constantFrom('"', '\\', '[', ']', ' ', '-', '200', combined, '1.2.3.4 - - [', 'x');
    const lines = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(pieces, { maxLength: 200 }).map((all) => all.join('')),
    );
    fc.assert(fc.property(lines, (line) => ['string', 'object'].includes(typeof parse(line))));
    for (const piece of ['"', '\\"', '[', '- ', ' ', '1.2.3.4 - - [17/May/2015:10:05:03 +0000] "']) {
      parse(piece.repeat(65_536 / piece.length));
    }
  });
});
