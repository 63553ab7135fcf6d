/** Two load balancers, and what becomes of them. */
export const balancers = {
  killed: (balancer: string, lost: string) => `${balancer} loses power${lost}.`,
  started: (balancer: string) => `${balancer} runs again.`,
  tookAddress: (balancer: string, lost: string) => `${balancer} takes the virtual address${lost}.`,
  tookAddressToo: (balancer: string, lost: string) =>
    `${balancer} takes the virtual address too: the two do not hear each other${lost}.`,
  routeLost: (balancer: string) => `The router has no route to ${balancer} any more.`,
  routeBack: (balancer: string, lost: string) => `The router has a route to ${balancer} again${lost}.`,
  requestsLost: (count: number) => (count === 1 ? ': 1 request is lost' : `: ${count} requests are lost`),
  restarted: (balancer: string, isAlone: boolean, hasPeers: boolean) =>
    `${isAlone ? 'The load balancer' : balancer} restarts${hasPeers ? ', and its peers teach it its tables' : ' with empty tables'}.`,
  noAnswer: (person: string) => `${person} gets no answer.`,
  ends: { 'load-balancer': 'the load balancer', store: 'the store' } as Readonly<Record<string, string>>,
};
