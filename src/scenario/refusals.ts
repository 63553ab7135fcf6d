import type { Refusal } from '../engine/index.ts';

/** Why an action can't be done now, as one sentence for the page and the command line. */
export function describeRefusal({ code, value }: Refusal): string {
  switch (code) {
    case 'no-such-server':
      return `There is no server "${value}".`;
    case 'no-such-person':
      return `There is no person "${value}".`;
    case 'already-down':
      return `${value} is down already.`;
    case 'not-running':
      return `${value} is not running.`;
    case 'already-draining':
      return `${value} drains already.`;
    case 'not-draining':
      return `${value} does not drain.`;
    case 'server-exists':
      return `There is a server "${value}" already.`;
    case 'too-many-servers':
      return `${value} servers are the most.`;
    case 'too-many-people':
      return `${value} people are more than this run can hold.`;
    case 'recorded-traffic':
      return 'The traffic is a recording: the people in it can not be changed.';
    case 'already-there':
      return `They are in the network "${value}" already.`;
  }
}
