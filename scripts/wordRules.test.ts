import { expect, it } from 'vitest';
import { wordsIn } from './wordRules.mjs';

const found = (jsx: string): string[] => wordsIn('a.tsx', `export const A = () => ${jsx};`);

it.each([
  '<p>Hello there</p>',
  '<button aria-label="Close this">×</button>',
  '<p title={isOpen ? "Shut" : words.open}>…</p>',
  ['<p title={`Kill $', '{name}`}>…</p>'].join(''),
  '<p>{isOpen ? "open" : null}</p>',
  '<><b>lost</b></>',
  '<p>{textOf("two words")}</p>',
  ['<p>{textOf(`as $', '{many} as you like`)}</p>'].join(''),
])('finds the word in %s', (jsx) => expect(found(jsx)).toHaveLength(1));

it.each([
  '<p>{words.hello}</p>',
  '<p className="row" data-state="open">{count} · ×</p>',
  '<p aria-label={words.a(name)} role="status">{name}</p>',
  '<Part kind="server" look="plain">{isOpen ? one : null} ms</Part>',
  '<p>{said[which === "client" ? "a" : "b"]}</p>',
  '<p ref={() => fail(new Error("not for people"))}>{find("input, select, textarea")}</p>',
])('finds none in %s', (jsx) => expect(found(jsx)).toEqual([]));
