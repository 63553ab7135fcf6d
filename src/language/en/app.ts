/** The page around the panels: header, footer, help. */
export const app = {
  name: 'Affinity Lab',
  mix: 'Mix',
  threeQuestions: 'The three questions',
  tools: 'Page',
  howToRead: 'How to read this picture',
  keyboard: 'Keyboard',
  singleKeysAct: 'single keys act',
  openFile: 'Open a scenario file',
  openFileSays: 'Open a scenario file (or drop one here)',
  scenarioFile: 'Scenario file',
  files: {
    unreadable: (file: string, cause: string) => `${file}: it could not be read (${cause})`,
    notLoaded: (file: string) =>
      `${file} was not opened: the part of the lab that reads files could not be loaded. Check the connection and try again.`,
    opened: (name: string) => `Opened: ${name}.`,
    fromWarm: (moment: string) => `Shown from ${moment} on: by then people have sessions.`,
    fromFirstAction: (moment: string) => `Shown from ${moment} on, just before its first action.`,
    tooLong: (file: string, megabytes: number, most: number) =>
      `${file}: ${megabytes} MB are no scenario; the most is ${most} characters`,
  },
  engine: {
    lost: (message: string) => `The engine stopped and could not be brought back: ${message}. Start over to go on.`,
    failed: (message: string) => `The engine could not do that: ${message}. The run goes on from where it was.`,
    restarted: (moment: string) => `The simulation was restarted at ${moment}; nothing is lost.`,
  },
  lookAtIt: 'Look at it',
  closeMessage: 'Close this message',
  picture: 'Picture',
  why: 'Why?',
  broke: 'The page broke',
  showAgain: 'Show it again',
  faster: 'faster',
  fasterSays: (speed: number) => `Let time pass at ${speed}×`,
  reading: [
    {
      term: 'Colour is whose session.',
      says: 'The person, their requests and their session share one colour and one letter.',
    },
    {
      term: 'A small square is a session,',
      says: 'drawn where it lives: on a server, in a store, or with its person. An outline is where one stood: it is gone, and its person does not know it yet. Crossed out: they came back, and found out.',
    },
    {
      term: 'A filled dot is a request, a hollow one its answer;',
      says: 'the arrowhead says where it goes. It leaves its person, is decided on at the load balancer, is worked on at a server and comes back. The label beside it is the clue by which it can be recognised.',
    },
    {
      term: 'A hollow, dashed face is signed out',
      says: 'against their will. An exclamation mark: their last request got an error page. “Lost 3 items” stays with those whom it has hit.',
    },
    {
      term: 'On the line of time,',
      says: 'what was done stands above (▼ a kill), each lost session below.',
    },
    {
      term: 'The load balancer believes; it does not know.',
      says: 'Between a death and the checks that notice it, people are sent to a server that is not there.',
    },
    {
      term: 'What a step speaks of is lit.',
      says: 'Point at a step under Why?, or go through the steps with the arrow keys. On the wire, what is underlined opens to what it says.',
    },
  ],
  longer: {
    term: 'What is drawn longer than it is.',
    says: (distanceMs: number) =>
      `From load balancer to server takes a quarter of a millisecond: no eye could follow. The way there and back is drawn within the time that the server works. When a request is sent, decided, answered and received is exactly as simulated. Each round trip between people and load balancer takes ${distanceMs} ms.`,
  },
  farAway: 'So far apart they live so that a request can be followed.',
  twice: (seed: number) => `Nothing is random twice: seed ${seed}, same people, same wishes under every strategy.`,
  chosen: 'The example is chosen: of many seeds, one in which Ada has a cart on s3 when the page opens.',
} as const;
