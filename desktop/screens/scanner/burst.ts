/**
 * Tells a scanner's burst of keys from a person's typing.
 *
 * A scanner that acts as a keyboard sends every character within a few milliseconds and ends with Enter (or Tab). Outside of
 * a field each character is held back for a moment, so that it can become part of a scan; in a field it passes at once, and a
 * burst that turns out to be a scan is taken out of the field again.
 */
export type BurstState = {
  readonly text: string;
  readonly startedMs: number;
  readonly lastMs: number;
  readonly inField: boolean;
};

export type BurstEvent =
  | {
      readonly kind: 'key';
      readonly key: string;
      readonly atMs: number;
      readonly inField: boolean;
      readonly isRepeat: boolean;
    }
  /** Nothing came for `QUIET_MS`. */
  | { readonly kind: 'quiet'; readonly atMs: number };

export type BurstAct =
  /** Leave the key to whoever has the focus. */
  | { readonly kind: 'pass'; readonly typed: string }
  /** Keep the key away from everybody until it is clear what it belongs to. */
  | { readonly kind: 'hold'; readonly typed: string }
  /** A code came in; where it leaked into a field, it is taken out again. */
  | { readonly kind: 'scan'; readonly code: string; readonly leaked: boolean };

export type BurstStep = { readonly state: BurstState; readonly act: BurstAct };

export const NO_BURST: BurstState = { text: '', startedMs: 0, lastMs: 0, inField: false };

/** Longer between two keys, and it is a person; a busy machine or a radio scanner may stumble once. */
const GAP_MAX_MS = 100;
/** A scan's keys come this quickly on average; nobody types 240 words a minute. */
const AVERAGE_MAX_MS = 50;
const CODE_LENGTH_MIN = 4;
/** In a field a short quick number, such as a price, is a person's. */
const CODE_LENGTH_IN_FIELD_MIN = 6;
/** Names are words; a code has a digit in it. */
const HAS_DIGIT = /\d/;
const CODE_LENGTH_MAX = 200;
/** A scanner that sends no Enter is only believed for a code of digits. */
const BARE_CODE = /^\d{8,}$/;
/** After this much quiet, what was held is typing. */
export const QUIET_MS = 110;

const ENDS = new Set(['Enter', 'Tab']);
const MODIFIERS = new Set(['Shift', 'CapsLock', 'AltGraph', 'NumLock']);

/** One key or one silence: what the state becomes, and what happens to the key. */
export function readBurst(state: BurstState, event: BurstEvent): BurstStep {
  if (event.kind === 'quiet') return readQuiet(state);
  if (MODIFIERS.has(event.key)) return { state, act: { kind: 'pass', typed: '' } };
  if (ENDS.has(event.key)) return readEnd(state, event.atMs);
  // A space of its own presses what has the focus.
  const isPress = event.key === ' ' && state.text === '' && !event.inField;
  // "3 *" asks for three of what is scanned next, perhaps at once: the sign is no part of the code.
  const isTimes = event.key === '*' && event.inField;
  if (event.key.length !== 1 || event.isRepeat || isPress || isTimes)
    return { state: NO_BURST, act: { kind: 'pass', typed: heldText(state) } };
  const goesOn =
    state.text !== '' &&
    state.inField === event.inField &&
    event.atMs - state.lastMs <= GAP_MAX_MS &&
    state.text.length < CODE_LENGTH_MAX;
  const kind = event.inField ? 'pass' : 'hold';
  if (goesOn) {
    const next = { ...state, text: state.text + event.key, lastMs: event.atMs };
    if (isQuick(next)) return { state: next, act: { kind, typed: '' } };
    // Too slow for a scanner: what was held is given on at once, so that typing is not seen late.
    if (!event.inField) return { state: NO_BURST, act: { kind, typed: next.text } };
  }
  return {
    state: { text: event.key, startedMs: event.atMs, lastMs: event.atMs, inField: event.inField },
    act: { kind, typed: heldText(state) },
  };
}

/** What was held back and turned out to be typing; in a field nothing was held. */
function heldText(state: BurstState): string {
  return state.inField ? '' : state.text;
}

function isQuick(state: BurstState): boolean {
  return state.lastMs - state.startedMs <= AVERAGE_MAX_MS * Math.max(1, state.text.length - 1);
}

function readEnd(state: BurstState, atMs: number): BurstStep {
  const lengthMin = state.inField ? CODE_LENGTH_IN_FIELD_MIN : CODE_LENGTH_MIN;
  const isCode = state.text.length >= lengthMin && HAS_DIGIT.test(state.text);
  const isScan = isCode && atMs - state.lastMs <= GAP_MAX_MS && isQuick(state);
  if (isScan) return { state: NO_BURST, act: { kind: 'scan', code: state.text, leaked: state.inField } };
  return { state: NO_BURST, act: { kind: 'pass', typed: heldText(state) } };
}

function readQuiet(state: BurstState): BurstStep {
  if (!state.inField && BARE_CODE.test(state.text) && isQuick(state)) {
    return { state: NO_BURST, act: { kind: 'scan', code: state.text, leaked: false } };
  }
  return { state: NO_BURST, act: { kind: 'pass', typed: heldText(state) } };
}
