/** The single keys: how they are shown, and what they do. */
export const keys = {
  space: 'Space',
  or: (one: string, other: string) => `${one} or ${other}`,
  toggle: 'play or pause',
  faster: 'faster',
  slower: 'slower',
  select: 'select a server',
  find: 'find a person or a server',
  deselect: 'select nothing',
  with: (what: string, key: string) => `${what} (${key})`,
  inPicture: {
    title: 'In the picture, while it has the focus',
    closer: 'closer',
    further: 'further off',
    all: 'the whole picture',
    pan: 'move the view',
  },
} as const;
