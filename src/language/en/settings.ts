/** What a reader sets for themselves. */
export const settings = {
  title: 'Settings',
  theme: 'Theme',
  themes: {
    system: 'As the system has it',
    light: 'Light',
    dark: 'Dark',
    projector: 'Projector',
  },
  projectorSays: 'High contrast, larger type, thicker lines',
  textSize: 'Text size',
  percent: (percent: number) => `${percent} %`,
  motion: 'Motion',
  motions: {
    system: 'As the system has it',
    reduce: 'Reduced: steps, no travel',
    full: 'Full',
  },
  keys: 'Keyboard',
  keysAct: 'Single keys act (K kills the selected server)',
  sound: 'Sound',
  soundOn: 'Sound cues',
  volume: 'Volume',
  listen: (cue: string) => `Listen: ${cue}`,
  cues: {
    sessionLost: 'session lost',
    serverKilled: 'server killed',
    detected: 'detected: the load balancer believes it down',
  },
  notKept: 'This browser keeps nothing here: settings hold for this visit.',
} as const;
