/** What can be done to the load balancer, to the pool behind it and to the traffic before it. */
import { MoreButton } from './MoreButton.tsx';

export function BalancerActions() {
  return <MoreButton thing={{ kind: 'balancer', id: null }} />;
}
