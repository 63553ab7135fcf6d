import { describe, expect, it } from 'vitest';
import { createHistory, type Explanation, readJwt, type Scenario } from '../../engine/index.ts';
import { openingScenario } from '../../lab/openingScenario.ts';
import { choicesOf } from '../../lab/strategyOf.ts';
import { carriageOf } from './carriage.ts';
import type { Surroundings } from './decode.ts';
import { fieldsOf, isEditable } from './edits.ts';
import { valuesIn, type WireValue } from './wireValues.ts';

/** A run in which Ada has signed in, and what her requests carry. */
function begin(scenario: Scenario) {
  const history = createHistory(scenario);
  history.advance(20_000_000);
  const around: Surroundings = {
    carriage: carriageOf(choicesOf(scenario)),
    seed: scenario.seed,
    snapshot: history.simulation.snapshot(),
  };
  const values = latest()
    .wire.clientToBalancer.split('\r\n')
    .flatMap((line) => valuesIn(line, false, around.carriage));
  const carried = (kind: WireValue['kind']) => known(values.find(({ value }) => value.kind === kind)).value;

  function latest(): Explanation {
    const ada = history.simulation.snapshot().people.find(({ id }) => id === 'ada');
    return known(history.explain(known(ada?.lastRequest)));
  }
  /** What becomes of Ada's next request, with that in her cookie. */
  function sent(cookie: string, value: string): Explanation {
    const before = latest().request.request;
    expect(history.act({ do: 'editCookie', person: 'ada', cookie, value })).toBeNull();
    while (latest().request.request === before) history.advance(history.simulation.nowUs + 200_000);
    return latest();
  }
  return { around, carried, sent };
}

const withState = (id: string, options = {}): Scenario => ({ ...openingScenario, sessionState: { id, ...options } });
const fieldOf = (fields: ReturnType<typeof fieldsOf>, name: string, of = '') =>
  known(fields.find((field) => field.name === name && field.of === of));

function known<Value>(value: Value | null | undefined): Value {
  if (value === null || value === undefined) throw new Error('it is not there');
  return value;
}

describe('the load balancer’s mark', () => {
  it('made to name another server leads there, to nobody’s session', () => {
    const { around, carried, sent } = begin(openingScenario);
    const { text } = carried('mark');
    const server = fieldOf(fieldsOf('mark', text, text, around), 'server');
    expect(server.value).toBe('s3');
    expect(server.choices).toEqual(['s1', 's2', 's3', 's4']);
    const { request, wire } = sent('SRV', server.write('s1'));
    expect(request).toMatchObject({ server: 's1', binding: 'pinned', outcome: 'session-lost' });
    expect(wire.clientToBalancer).toContain('SRV=s1');
  });

  it('keeps the dates behind a name that is changed', () => {
    const { around } = begin(openingScenario);
    const fields = fieldsOf('mark', 's3|AaZxB|AaZwq', 's3|AaZxB|AaZwq', around);
    expect(fields.map(({ name, value }) => [name, value])).toEqual([
      ['server', 's3'],
      ['seen', 'AaZxB'],
      ['first', 'AaZwq'],
    ]);
    expect(fieldOf(fields, 'server').write('s2')).toBe('s2|AaZxB|AaZwq');
    expect(fieldOf(fields, 'seen').write('AAAAA')).toBe('s3|AAAAA|AaZwq');
  });
});

describe('a token', () => {
  const opened = (options = {}) => {
    const run = begin(withState('signed-token', options));
    const { text } = run.carried('session');
    return { ...run, text, fields: fieldsOf('session', text, text, run.around) };
  };

  it('with a changed claim keeps its signature, which fits no more, and is refused', () => {
    const { fields, around, sent } = opened();
    const changed = fieldOf(fields, 'claim', 'items').write('99');
    expect(readJwt(changed, around.seed)).toMatchObject({ claims: { items: 99, sub: 'ada' }, key: null });
    const { request, steps } = sent('token', changed);
    expect(request.outcome).toBe('token-rejected');
    expect(steps.map(({ code }) => code)).toContain('forged');
  });

  it('changed back is the one that was received, to the letter', () => {
    const { fields, text, around } = opened();
    const unsigned = fieldOf(fields, 'algorithm').write('none');
    expect(readJwt(unsigned, around.seed)).toMatchObject({ header: { alg: 'none' }, isSigned: false });
    expect(fieldOf(fieldsOf('session', unsigned, text, around), 'algorithm').write('HS256')).toBe(text);
    const { value, write } = fieldOf(fields, 'claim', 'exp');
    expect(write(value)).toBe(text);
  });

  it('that needs no signature is believed where the verifier believes what tokens say', () => {
    const { fields, text, around, sent } = opened({ algorithms: 'as-the-token-says' });
    const unsigned = fieldOf(fields, 'algorithm').write('none');
    const claim = (token: string, of: string, value: string) =>
      fieldOf(fieldsOf('session', token, text, around), 'claim', of).write(value);
    // With its old version it would be an old cart, and found out as one.
    const richer = claim(claim(unsigned, 'items', '99'), 'version', '99');
    const { request, steps } = sent('token', richer);
    expect(request.outcome).toBe('served');
    expect(steps.map(({ code }) => code)).toContain('unsigned-accepted');
  });

  it('that can’t be read any more has no fields, only its text', () => {
    const { around, text } = opened();
    expect(fieldsOf('session', 'garbled', text, around)).toEqual([]);
  });
});

it('a route behind a session id is changed without the id', () => {
  const scenario = {
    ...openingScenario,
    loadBalancer: { ...openingScenario.loadBalancer, persistence: { id: 'route-suffix' } },
  };
  const { around, carried, sent } = begin(scenario);
  const { text } = carried('session');
  const fields = fieldsOf('session', text, text, around);
  expect(fields.map(({ name }) => name)).toEqual(['id', 'server']);
  const aim = fieldOf(fields, 'server').value === 's1' ? 's2' : 's1';
  const changed = fieldOf(fields, 'server').write(aim);
  expect(changed).toBe(`${fieldOf(fields, 'id').value}.${aim}`);
  expect(sent('JSESSIONID', changed).request).toMatchObject({ server: aim, outcome: 'session-lost' });
});

it('what is sealed has no fields', () => {
  const { around, carried } = begin(withState('encrypted-cookie'));
  const { text } = carried('session');
  expect(fieldsOf('session', text, text, around)).toEqual([]);
});

it('only what stands in a cookie can be changed', () => {
  expect(isEditable({ kind: 'session', place: 'cookie', name: 'sid', text: 'x' })).toBe(true);
  expect(isEditable({ kind: 'session', place: 'url', name: 'sid', text: 'x' })).toBe(false);
  expect(isEditable({ kind: 'credentials', text: 'x' })).toBe(false);
});
