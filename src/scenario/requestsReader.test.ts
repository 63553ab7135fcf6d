import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { requestsReader } from './requestsReader.ts';

const logged = (time: string, path: string) =>
  `203.0.113.7 - - [17/May/2015:${time} +0000] "GET ${path} HTTP/1.1" 200 1 "-" "curl"`;
const line = (fields: object) =>
  JSON.stringify({ atMs: 0, person: 'p1', address: '203.0.113.7', method: 'GET', url: '/', headers: {}, ...fields });

function read(lines: readonly string[]) {
  const reader = requestsReader();
  lines.every((text) => reader.line(text));
  return reader.finish();
}

function requestsOf(lines: readonly string[]) {
  const result = read(lines);
  if (!result.ok) throw new Error(result.problem);
  return result;
}

describe('recorded traffic', () => {
  it('from a log is replayed in the order of time, from its first request on', () => {
    const { requests, report } = requestsOf([
      logged('10:00:05', '/b'),
      logged('10:00:04', '/a'),
      logged('10:00:05', '/c'),
    ]);
    expect(requests.map(({ atMs, url }) => [atMs, url])).toEqual([
      [0, '/a'],
      [1000, '/b'],
      [1000, '/c'],
    ]);
    expect(report).toMatchObject({ kind: 'access-log', lines: 3, parsed: 3, people: 1 });
  });

  it('with a JSON object per line keeps its own times, and fills in what was left out', () => {
    const { requests, report } = requestsOf(['', '{"atMs":70.5,"person":"p1","address":"::1","url":"/x"}', line({})]);
    expect(requests).toEqual([
      { atMs: 0, person: 'p1', address: '203.0.113.7', method: 'GET', url: '/', headers: {}, cookies: true },
      { atMs: 70.5, person: 'p1', address: '::1', method: 'GET', url: '/x', headers: {}, cookies: true },
    ]);
    expect(report.kind).toBe('ndjson');
  });

  it('counts the lines it can not read and names the first of them', () => {
    const good = logged('10:00:04', '/');
    const { report } = requestsOf([good, 'garbage', '', good, ...Array<string>(30).fill('x')]);
    expect(report).toMatchObject({ lines: 33, parsed: 2 });
    expect(report.unparsable).toMatchObject({ count: 31, firstProblem: 'line 2: not a line of an access log' });
    expect(report.unparsable.lines).toEqual([2, ...Array.from({ length: 19 }, (_, index) => index + 5)]);
  });

  it.each([
    [line({ atMs: -1 }), 'line 1: atMs: -1 is below 0'],
    [line({ url: '/a b' }), 'line 1: url: "/a b" is not a URL without blanks'],
    [line({ method: 'get' }), 'line 1: method: "get" is not an HTTP method'],
    [line({ headers: { Cookie: 'a\nb' } }), 'line 1: headers.Cookie: "a\\nb" is not a line of text'],
    [line({ headers: [] }), 'line 1: headers: '],
    [line({ cookie: true }), 'line 1: cookie: is not a field here; did you mean "cookies"?'],
    ['{"atMs":0,', 'line 1: column 11: the JSON ends in the middle'],
    ['{"__proto__":{}}', 'line 1: __proto__: is not a field here'],
  ])('says what is wrong with %s', (text, problem) => {
    const result = read([text]);
    expect(result.ok ? 'none' : result.problem).toContain(`no request found in the whole file: ${problem}`);
  });

  it('is given up after ten thousand lines of garbage, at once', () => {
    const reader = requestsReader();
    let lines = 0;
    while (reader.line('\u0000garbage'.repeat(100))) lines += 1;
    expect(lines).toBe(9_999);
    expect(reader.finish()).toEqual({
      ok: false,
      problem: 'no request found in the first 10000 lines: line 1: not a line of an access log',
    });
  });

  it('is given up when a million lines are empty', () => {
    const reader = requestsReader();
    let lines = 0;
    while (reader.line('')) lines += 1;
    expect(lines).toBe(999_999);
  });

  it('may not span more than a run can', () => {
    const problem = 'spans 365242 days; the most is 400';
    expect(read([logged('10:00:00', '/'), logged('10:00:00', '/').replace('2015', '3015')])).toEqual({
      ok: false,
      problem,
    });
  });

  it('may not hold more people than a run can', () => {
    const result = read(Array.from({ length: 100_001 }, (_, index) => line({ person: `p${index}` })));
    expect(result).toEqual({ ok: false, problem: 'line 100001: more than 100000 people' });
  });

  it('needs at least one request', () => {
    expect(read(['', ' '])).toEqual({ ok: false, problem: 'no request found in the whole file' });
  });

  it('never throws on any lines', () => {
    const lines = fc.array(fc.oneof(fc.json(), fc.string({ unit: 'binary' }), fc.constant(line({}))), { maxLength: 8 });
    fc.assert(fc.property(lines, (all) => typeof read(all).ok === 'boolean'));
  });
});

describe('actions between recorded requests', () => {
  const request = '{"atMs":0,"person":"p1","address":"203.0.113.7","url":"/"}';
  const read = (...lines: string[]) => {
    const reader = requestsReader();
    for (const line of lines) reader.line(line);
    return reader.finish();
  };

  it('are taken with the number of their line', () => {
    const result = read(request, '{"atMs":1000,"do":"kill","server":"s1","detected":true}');
    expect(result).toMatchObject({
      ok: true,
      actions: [{ line: 2, action: { atMs: 1000, do: 'kill', server: 's1', detected: true } }],
    });
  });

  it('that are none are reported like any line that can not be read', () => {
    const result = read(request, '{"atMs":1000,"do":"explode","server":"s1"}');
    expect(result).toMatchObject({ ok: true, actions: [], report: { unparsable: { count: 1, lines: [2] } } });
  });
});
