/** How two load balancers share the traffic, as data for lists and pickers. What each does: `balancers.ts`. */
import { ARRANGEMENTS, type LoadBalancerSpec } from './scenario.ts';

export interface Arrangement {
  readonly id: LoadBalancerSpec['arrangement'];
  readonly about: { readonly name: string; readonly says: string; readonly source: string };
}

const ABOUT: Readonly<Record<Arrangement['id'], Arrangement['about']>> = {
  'active-standby': {
    name: 'One active, one standby',
    says: 'One holds the virtual address; when it is not heard for 3.6 s the other takes it, and open connections are lost.',
    source:
      'keepalived.conf(5): advert_int 1 s, priority 100, preemption; RFC 3768: 3 × advert + (256 − priority) / 256 s',
  },
  'active-active': {
    name: 'Both active',
    says: 'The router spreads connections over both by a hash of the 5-tuple; the route to a dead one is gone after 0.9 s.',
    source: 'RFC 2992 (ECMP, hash-threshold); FRRouting, BFD: 300 ms, three times',
  },
};

export const arrangements: readonly Arrangement[] = ARRANGEMENTS.map((id) => ({ id, about: ABOUT[id] }));
