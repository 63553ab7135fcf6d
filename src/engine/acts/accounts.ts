/** Signing out everywhere, changing keys, and setting clocks wrong. */
import { signedInTo, signOutEverywhere } from '../revocation.ts';
import { sessionContext } from '../run.ts';
import { usOf } from '../units.ts';
import { type Acts, knownPersonRefusal, refuse, serverRefusal, serverRow } from './contract.ts';

export const accountActs: Acts<'signOutEverywhere' | 'rotateKey' | 'skewClock'> = {
  signOutEverywhere: {
    refusal(run, { person: id }) {
      const refusal = knownPersonRefusal(run, id);
      if (refusal !== null) return refusal;
      const { personIds, people } = run.world;
      const person = personIds.indexOf(id);
      // A document belongs to all who work on it: it is nobody's to end.
      if (people.document[person] !== 0) return refuse('shared-session', 'person', id);
      return signedInTo(run, people.account[person]!).length > 0 ? null : refuse('nothing-to-revoke', 'person', id);
    },
    perform(run, { person: id }) {
      const { personIds, people } = run.world;
      const person = personIds.indexOf(id);
      const sessions = signedInTo(run, people.account[person]!).length;
      signOutEverywhere(run, person);
      run.sink.happened?.({ kind: 'signed-out-everywhere', atMs: run.world.nowUs / 1000, person: id, sessions });
    },
  },

  rotateKey: {
    refusal({ sessionState: { carriedAs } }) {
      return carriedAs === 'jwt' || carriedAs === 'encrypted' ? null : refuse('no-key', 'do', 'rotateKey');
    },
    perform(run) {
      run.sessionState.rotateKey(run.world.sessionStateMemory, sessionContext(run));
      run.sink.happened?.({ kind: 'key-rotated', atMs: run.world.nowUs / 1000 });
    },
  },

  skewClock: {
    refusal: (run, { server }) => serverRefusal(run, server),
    perform(run, { server, skewMs }) {
      const skewed = run.world.servers[serverRow(run.world, server)]!;
      skewed.skewUs = usOf(skewMs);
      skewed.skewedAtUs = run.world.nowUs;
      run.sink.happened?.({ kind: 'clock-skewed', atMs: run.world.nowUs / 1000, server, skewMs });
    },
  },
};
