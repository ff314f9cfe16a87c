type Tone = { readonly hertz: number; readonly startMs: number; readonly lengthMs: number; readonly loudness: number };

/** Each sound as tones; they are a help, never the only sign. */
const SOUNDS = {
  goodScan: [{ hertz: 1200, startMs: 0, lengthMs: 60, loudness: 0.12 }],
  refused: [
    { hertz: 330, startMs: 0, lengthMs: 120, loudness: 0.2 },
    { hertz: 330, startMs: 170, lengthMs: 120, loudness: 0.2 },
  ],
  paid: [
    { hertz: 660, startMs: 0, lengthMs: 110, loudness: 0.1 },
    { hertz: 880, startMs: 120, lengthMs: 160, loudness: 0.1 },
  ],
  attention: [{ hertz: 330, startMs: 0, lengthMs: 200, loudness: 0.16 }],
} as const satisfies Record<string, readonly Tone[]>;

export type Sound = keyof typeof SOUNDS;

let speaker: AudioContext | undefined;

/** Plays a sound; a machine without a loudspeaker stays silent. */
export function playSound(sound: Sound): void {
  // A browser lets a page sound only after somebody touched it.
  if (!navigator.userActivation.hasBeenActive) return;
  try {
    speaker ??= new AudioContext();
    for (const tone of SOUNDS[sound]) playTone(speaker, tone);
  } catch {
    // No audio device: the screen says the same in words.
  }
}

function playTone(context: AudioContext, { hertz, startMs, lengthMs, loudness }: Tone): void {
  const start = context.currentTime + startMs / 1000;
  const end = start + lengthMs / 1000;
  const volume = new GainNode(context, { gain: 0 });
  volume.gain.setValueAtTime(0, start);
  volume.gain.linearRampToValueAtTime(loudness, start + 0.005);
  volume.gain.setValueAtTime(loudness, end - 0.01);
  volume.gain.linearRampToValueAtTime(0, end);
  const tone = new OscillatorNode(context, { frequency: hertz, type: 'sine' });
  tone.connect(volume).connect(context.destination);
  tone.start(start);
  tone.stop(end);
}
