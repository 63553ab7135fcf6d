/** Playback and timeline. Functions where a sentence holds a value. */
export const time = {
  play: 'Play',
  pause: 'Pause',
} as const;
