/** Three short sounds, made with WebAudio: no file, and nothing before somebody has touched the page. */
export const CUES = ['sessionLost', 'serverKilled', 'detected'] as const;
export type Cue = (typeof CUES)[number];

interface Tone {
  /** Hz */
  readonly pitch: number;
  readonly fromS: number;
  readonly lengthS: number;
  readonly shape: OscillatorType;
}

/** Told apart by direction and register, so that nobody needs a good ear. */
const TONES: Readonly<Record<Cue, readonly Tone[]>> = {
  // Falls.
  sessionLost: [
    { pitch: 660, fromS: 0, lengthS: 0.09, shape: 'sine' },
    { pitch: 440, fromS: 0.09, lengthS: 0.16, shape: 'sine' },
  ],
  // Low, and once.
  serverKilled: [{ pitch: 110, fromS: 0, lengthS: 0.28, shape: 'triangle' }],
  // Two ticks, high.
  detected: [
    { pitch: 1175, fromS: 0, lengthS: 0.05, shape: 'sine' },
    { pitch: 1175, fromS: 0.11, lengthS: 0.05, shape: 'sine' },
  ],
};

/** Full volume is not loud. */
const LOUDEST = 0.25;
const EDGE_S = 0.012;

let context: AudioContext | null = null;

/** Silent where the browser has no sound, or nobody has touched the page yet. */
export function playCue(cue: Cue, volume: number): void {
  if (volume <= 0 || !navigator.userActivation?.hasBeenActive || typeof AudioContext === 'undefined') return;
  // One for the page: browsers allow a few only.
  context ??= new AudioContext();
  void context.resume();
  for (const tone of TONES[cue]) sound(context, tone, volume * LOUDEST);
}

function sound(audio: AudioContext, { pitch, fromS, lengthS, shape }: Tone, loudness: number): void {
  const start = audio.currentTime + fromS;
  const oscillator = new OscillatorNode(audio, { type: shape, frequency: pitch });
  const gain = new GainNode(audio, { gain: 0 });
  // Without edges it would click.
  gain.gain.setValueAtTime(0, start);
  gain.gain.linearRampToValueAtTime(loudness, start + EDGE_S);
  gain.gain.linearRampToValueAtTime(0, start + lengthS);
  oscillator.connect(gain).connect(audio.destination);
  oscillator.start(start);
  oscillator.stop(start + lengthS);
}
