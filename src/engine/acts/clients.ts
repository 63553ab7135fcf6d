/** What befalls a person's client: its network, its cookies, its connection, its tabs, and further devices. */
import type { Refusal } from '../actions.ts';
import { blockCookies, clearCookies, closeConnection, forgetTls } from '../client.ts';
import { editableCookies, editCookie } from '../cookieEdits.ts';
import { networkIndex, networks } from '../network.ts';
import { addDevice, changeNetwork, deviceOf, removeDevice, tellOfAddress } from '../people.ts';
import type { Run } from '../run.ts';
import type { Happening } from '../snapshot.ts';
import { closeTab, openTab } from '../tabs.ts';
import { NONE, type World } from '../world.ts';
import { type Acts, knownPersonRefusal, personRefusal, refuse, roomRefusal } from './contract.ts';

type Name =
  | 'changeNetwork'
  | 'blockCookies'
  | 'allowCookies'
  | 'clearCookies'
  | 'editCookie'
  | 'reconnect'
  | 'openTab'
  | 'closeTab'
  | 'addDevice'
  | 'removeDevice';

export const clientActs: Acts<Name> = {
  changeNetwork: {
    refusal(run, { person, network }) {
      const refusal = personRefusal(run, person);
      if (refusal !== null) return refusal;
      // Where addresses change by themselves a move brings a new one; at home and in the office one stays who one is.
      const index = networkIndex(network);
      const isThere = run.world.people.network[rowOf(run, person)] === index && networks[index]!.movesEveryMs === 0;
      return isThere ? refuse('already-there', 'network', network) : null;
    },
    perform(run, { person, network }) {
      const row = rowOf(run, person);
      changeNetwork(run, row, network);
      tellOfAddress(run, row);
    },
  },

  blockCookies: {
    refusal: (run, { person }) => cookieRefusal(run, person, true),
    perform(run, { person }) {
      blockCookies(run, rowOf(run, person));
      tellOfClient(run, person, 'cookies-blocked');
    },
  },
  allowCookies: {
    refusal: (run, { person }) => cookieRefusal(run, person, false),
    perform(run, { person }) {
      run.world.people.keepsCookies[rowOf(run, person)] = 1;
      tellOfClient(run, person, 'cookies-allowed');
    },
  },
  clearCookies: {
    refusal: (run, { person }) => knownPersonRefusal(run, person),
    perform(run, { person }) {
      clearCookies(run, rowOf(run, person));
      tellOfClient(run, person, 'cookies-cleared');
    },
  },
  editCookie: {
    refusal(run, { person, cookie }) {
      const refusal = personRefusal(run, person);
      if (refusal !== null) return refusal;
      const keepsCookies = run.world.people.keepsCookies[rowOf(run, person)] === 1;
      if (!keepsCookies) return refuse('cookies-already-blocked', 'person', person);
      return editableCookies(run).includes(cookie) ? null : refuse('no-such-cookie', 'cookie', cookie);
    },
    perform(run, { person, cookie, value }) {
      editCookie(run, rowOf(run, person), cookie, value);
      tellOfClient(run, person, 'cookie-edited');
    },
  },

  reconnect: {
    refusal: (run, { person }) => knownPersonRefusal(run, person),
    perform(run, { person }) {
      closeConnection(run, rowOf(run, person));
      forgetTls(run, rowOf(run, person));
      tellOfClient(run, person, 'reconnected');
    },
  },

  openTab: {
    refusal: (run, { person }) => tabRefusal(run, person, true),
    perform(run, { person }) {
      openTab(run, rowOf(run, person));
      tellOfClient(run, person, 'tab-opened');
    },
  },
  closeTab: {
    refusal: (run, { person }) => tabRefusal(run, person, false),
    perform(run, { person }) {
      closeTab(run, rowOf(run, person));
      tellOfClient(run, person, 'tab-closed');
    },
  },

  addDevice: {
    refusal: (run, { person }) => personRefusal(run, person) ?? roomRefusal(run),
    perform(run, { person, network = 'mobile' }) {
      const device = run.world.personIds[addDevice(run, rowOf(run, person), network)]!;
      run.sink.happened?.({ kind: 'device-added', atMs: run.world.nowUs / 1000, person, device, network });
    },
  },
  removeDevice: {
    refusal(run, { person }) {
      const hasDevice = deviceOf(run, rowOf(run, person)) !== NONE;
      return personRefusal(run, person) ?? (hasDevice ? null : refuse('no-device', 'person', person));
    },
    perform(run, { person: id }) {
      const { personIds, people, nowUs } = run.world;
      const device = deviceOf(run, rowOf(run, id));
      if (people.hasTab[device] === 1) closeTab(run, device);
      removeDevice(run, device);
      const person = personIds[people.account[device]!]!;
      run.sink.happened?.({ kind: 'device-removed', atMs: nowUs / 1000, person, device: personIds[device]! });
    },
  },
};

const rowOf = ({ world }: { readonly world: World }, person: string): number => world.personIds.indexOf(person);

function cookieRefusal(run: Run, person: string, blocks: boolean): Refusal | null {
  const refusal = knownPersonRefusal(run, person);
  if (refusal !== null) return refusal;
  const isBlocked = run.world.people.keepsCookies[rowOf(run, person)] === 0;
  if (isBlocked !== blocks) return null;
  return refuse(isBlocked ? 'cookies-already-blocked' : 'cookies-already-allowed', 'person', person);
}

function tabRefusal(run: Run, person: string, opens: boolean): Refusal | null {
  const refusal = personRefusal(run, person);
  if (refusal !== null) return refusal;
  const isOpen = run.world.people.hasTab[rowOf(run, person)] === 1;
  return isOpen === opens ? refuse(isOpen ? 'tab-already-open' : 'no-tab-open', 'person', person) : null;
}

function tellOfClient(run: Run, person: string, what: Extract<Happening, { kind: 'client-changed' }>['what']): void {
  run.sink.happened?.({ kind: 'client-changed', atMs: run.world.nowUs / 1000, person, what });
}
