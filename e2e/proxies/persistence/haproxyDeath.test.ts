/** A server dies: before its death is known, after it is, and after its return. */
import { describe, it } from 'vitest';
import { insert, learned, portsFrom, prefix, reportHaproxy, source } from './cases.ts';
import { compare } from './compare.ts';
import { hasHaproxy } from './haproxy.ts';
import { act, ask, type Step } from './script.ts';

const port = portsFrom(20_100);
const death: readonly Step[] = [
  ...['p1', 'p2', 'p3', 'p4', 'p5', 'p6'].map((person) => ask(person)),
  act({ do: 'kill', server: 's2' }),
  ...['p2', 'p1', 'p6', 'p7', 'p8', 'p2'].map((person) => ask(person)),
  act({ do: 'kill', server: 's2', detected: true }),
  ...['p2', 'p6', 'p9', 'p10', 'p11', 'p2'].map((person) => ask(person)),
  act({ do: 'restart', server: 's2', detected: true }),
  ...['p2', 'p6', 'p12', 'p13', 'p14', 'p15', 'p2'].map((person) => ask(person)),
];

reportHaproxy();

describe.skipIf(!hasHaproxy).concurrent('HAProxy chooses as the engine does', () => {
  describe.each([false, true])('redispatch %s', (redispatch) => {
    const dying = <const Given extends { readonly backend: string }>(given: Given) => {
      const backend = redispatch ? `option redispatch\n${given.backend}` : given.backend;
      return { port: port(), steps: death, ...given, backend, redispatch };
    };
    it('cookie insert', () => compare(dying(insert)));
    it('cookie prefix', () => compare(dying(prefix)));
    it('stick on src', () => compare(dying(source)));
    it('stick match and store-response', () => compare(dying(learned('JSESSIONID'))));
  });
});
