import { type Manners, passedOn } from './contract.ts';

export const kubernetesHttp: Manners = { ...passedOn, source: 'Kubernetes documentation, virtual IPs: below HTTP' };
