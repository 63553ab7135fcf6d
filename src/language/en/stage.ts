/** The picture: people, load balancer, servers, stores. */
import { counted } from '../counted.ts';

export const stage = {
  server: {
    removed: 'removed',
    killed: 'killed',
    stillBelievedUp: 'still believed up',
    hangs: 'hangs',
    cutOff: 'cut off',
    cutFromStore: 'cut off from the store',
    slow: (times: number) => `${times}× slower`,
    fast: (times: number) => `${Math.round(100 / times) / 100}× faster`,
    starting: 'starting',
    drains: 'drains',
    maintenance: 'maintenance',
    warming: (percent: number) => `warming up, ${percent} %`,
    weight: (weight: number) => `weight ${weight}`,
    story: {
      hangs: 'accepts connections, never answers',
      cutOff: 'runs, but nothing gets through',
      cutFromStore: 'can’t ask for a session',
      slow: 'passes its checks all the same',
      warming: 'gets strangers little by little',
      maintenance: 'nobody is sent here',
    },
  },
  trouble: {
    /** "5.2 s after it died" */
    since: {
      dead: 'it died',
      hung: 'it began to hang',
      cut: 'its link was cut',
      unknown: 'it was last well',
    },
    /** What is true, beside what is believed. */
    truth: {
      dead: 'dead',
      hung: 'hangs',
      cut: 'cut off',
      runs: 'runs',
      inTruth: { dead: 'in truth dead', hung: 'in truth it hangs', cut: 'cut off', runs: 'in truth it runs' },
    },
  },
  person: {
    attacker: 'attacker',
    attackerText: 'attacks the site',
    device: (of: string) => `second device of ${of}`,
    deviceShort: '2nd device',
    tab: '2nd tab',
    tabText: 'has a second tab open',
    hijacked: (times: number) => `${counted(times, 'request')} served to somebody else`,
    hijackedShort: (times: number) => `hijacked ${times}×`,
  },
} as const;
