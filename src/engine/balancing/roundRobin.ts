import { copyPlain } from '../plainData.ts';
import { defineBalancing, NO_CLUE, NOBODY } from './contract.ts';
import { adjustHaproxyRotation, emptyHaproxyRotation, takeHaproxyTurn } from './haproxyRotation.ts';
import { upcomingTurns } from './upcoming.ts';

export const roundRobin = defineBalancing({
  id: 'round-robin',
  about: {
    name: 'Round robin',
    term: 'round robin',
    says: 'Each server in turn, more often the more weight it has.',
    looksAt: 'nothing in the request',
    remembers: 'whose turn is next',
    survives: 'a server going down: it is left out and comes back into the round. A restart begins a new round',
    goesWrong: 'who comes back is sent to whoever is next',
    modelledOn: 'HAProxy `balance roundrobin`',
  },
  options: {},
  isHashing: false,
  anyServerWillDo: true,
  followsWeights: () => true,
  steps: {
    turn: { title: 'Round robin: it is the turn of {server}', detail: 'of {servers}' },
    empty: { title: 'Round robin: no server takes strangers', detail: 'none is up and ready' },
  },
  emptyMemory: emptyHaproxyRotation,

  poolChanged(memory, { pool }) {
    adjustHaproxyRotation(memory, pool);
  },

  pick(_request, memory, { pool, note }) {
    const server = takeHaproxyTurn(memory, pool);
    if (server === NOBODY) note?.('empty', {});
    else note?.('turn', { server: pool.id(server), servers: pool.usable.map((row) => pool.id(row)).join(' ') }, server);
    return server;
  },

  clue: () => NO_CLUE,

  picture(memory, { pool }) {
    const trial = copyPlain(memory);
    const upcoming = upcomingTurns(() => takeHaproxyTurn(trial, pool), pool);
    return { kind: 'rotation', next: upcoming[0] ?? null, upcoming, credits: [] };
  },
});
