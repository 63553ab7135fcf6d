/** The single keys: how they are shown, and what they do. */
export const keys = {
  space: 'Space',
  or: (one: string, other: string) => `${one} or ${other}`,
  toggle: 'play or pause',
  faster: 'faster; in the picture, while it has the focus: closer',
  slower: 'slower; in the picture: further off',
  commands: 'all commands, found by typing',
  select: 'select a server',
  find: 'find a person or a server',
  deselect: 'select nothing',
  with: (what: string, key: string) => `${what} (${key})`,
  inPicture: {
    title: 'In the picture, while it has the focus',
    bindings: [
      { shown: '0', does: 'the whole picture' },
      { shown: '← → ↑ ↓', does: 'move the view, once it is closer' },
      { shown: 'Ctrl or ⇧ click', does: 'select several' },
      { shown: '⇧F10', does: 'the menu of what has the focus' },
    ],
  },
} as const;
