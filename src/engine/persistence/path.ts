import { count } from '../options.ts';
import type { RequestView } from '../request.ts';
import { definePersistence, STRANGER } from './contract.ts';
import {
  emptyTable,
  find,
  type Key,
  peopleByKey,
  pictureOf,
  refresh,
  remember,
  rowCount,
  tableOptions,
  tableSteps,
  textRowBytes,
} from './stickTable.ts';

export const path = definePersistence({
  id: 'path',
  about: {
    name: 'Path',
    term: 'path persistence',
    says: 'All requests for the same part of the site go to the same server.',
    looksAt: 'one word of the path',
    remembers: 'word → server, dropped when unused for long; the oldest rows make room',
    survives: 'blocked cookies, a change of address. Not a restart of the load balancer, unless peers teach it',
    goesWrong: 'it follows the thing asked for, not the person: one person’s pages lie on several servers',
    modelledOn: 'HAProxy `stick-table type string` with `stick on path,word(1,/)`',
  },
  options: {
    word: count({
      default: 1,
      min: 1,
      max: 20,
      says: 'which word between the slashes, the first is 1',
      source: 'HAProxy converter `word(<index>,/)`, which skips empty words',
    }),
    keyLength: count({
      default: 32,
      min: 1,
      max: 8000,
      says: 'characters that are kept; words that begin alike share a row',
      source: 'HAProxy `stick-table type string`, `len` 32 by default',
    }),
    ...tableOptions(),
  },
  steps: {
    ...tableSteps('word'),
    'no-word': { title: 'The path has no such word', detail: 'the rule does not match: a stranger' },
  },
  isPerConnection: false,
  emptyMemory: emptyTable,
  rowCount,
  rowBytes: textRowBytes,

  recognise(request, memory, context) {
    const key = keyOf(request, context.options);
    if (key !== null) return find(memory, key, context, String);
    context.note?.('no-word', {});
    return STRANGER;
  },

  matched(request, memory, context) {
    refresh(memory, keyOf(request, context.options)!, context);
  },

  table: (memory) => memory,

  learn({ request, server }, memory, context) {
    const key = keyOf(request, context.options);
    if (key !== null) remember(memory, key, server, context, String);
  },

  clue(request, { options }) {
    const key = keyOf(request, options);
    return key === null ? { kind: 'none', text: '' } : { kind: 'request', text: String(key) };
  },

  carrier: () => null,

  picture: (memory, context, nextRequests) => ({
    looksAt: `word ${context.options.word} of the path`,
    remembers: 'word → server',
    ...pictureOf(
      memory,
      context,
      String,
      peopleByKey(nextRequests(), (request) => keyOf(request, context.options)),
    ),
  }),
});

function keyOf(
  { url }: Pick<RequestView, 'url'>,
  { word, keyLength }: { readonly word: number; readonly keyLength: number },
): Key | null {
  const words = url
    .split('?', 1)[0]!
    .split('/')
    .filter((part) => part !== '');
  return words[word - 1]?.slice(0, keyLength) ?? null;
}
