import { definePersistence, STRANGER } from './contract.ts';
import { NO_TABLE } from './noTable.ts';

export const none = definePersistence({
  id: 'none',
  about: {
    name: 'No persistence',
    term: 'persistence',
    says: 'Every request is a stranger.',
    looksAt: 'nothing',
    remembers: 'nothing',
    survives: 'everything: there is nothing to lose',
    goesWrong: 'who comes back is known only if any server can know them',
    modelledOn: 'HAProxy without `cookie` and `stick-table`',
  },
  options: {},
  steps: { stranger: { title: 'Nothing binds this request', detail: 'no persistence' } },
  isPerConnection: false,
  emptyMemory: () => null,
  recognise(_request, _memory, { note }) {
    note?.('stranger', {});
    return STRANGER;
  },
  learn() {},
  clue: () => ({ kind: 'none', text: '' }),
  carrier: () => null,
  picture: () => ({ looksAt: 'nothing', remembers: 'nothing', ...NO_TABLE, marks: [] }),
});
