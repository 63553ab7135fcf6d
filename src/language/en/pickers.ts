/** Which strategy, and the three questions behind it. */
export const pickers = {
  strategy: 'strategy',
  strategyIs: (name: string) => `Strategy: ${name}`,
  sameUnder: 'The same people and servers, under',
  ownMix: 'Your own mix',
  ownMixSays: 'Your own mix of the three answers.',
  mix: 'Mix: three questions, three answers',
  chosen: (axis: string, name: string) => `${axis}: ${name}`,
  axes: {
    balancing: {
      name: 'Balancing',
      label: 'who is next',
      question: 'How is a server picked when nothing binds the request?',
    },
    persistence: {
      name: 'Persistence',
      label: 'how it sticks',
      question: 'How is someone who comes back recognised?',
    },
    sessionState: {
      name: 'Session state',
      label: 'where sessions live',
      question: 'Where does what we know about them live?',
    },
  },
} as const;
