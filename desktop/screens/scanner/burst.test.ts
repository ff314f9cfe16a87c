import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type BurstAct, type BurstState, NO_BURST, QUIET_MS, readBurst } from './burst.ts';

type Keys = { readonly text: string; readonly gapMs: number; readonly inField?: boolean; readonly end?: string | null };

/** Plays keys at a steady pace and gives every act that came of it. */
function play({ text, gapMs, inField = false, end = 'Enter' }: Keys): { acts: BurstAct[]; state: BurstState } {
  const acts: BurstAct[] = [];
  let state = NO_BURST;
  let atMs = 1000;
  for (const key of [...text.split(''), ...(end === null ? [] : [end])]) {
    const quiet = gapMs > QUIET_MS && state.text !== '' ? readBurst(state, { kind: 'quiet', atMs }) : null;
    if (quiet !== null) {
      acts.push(quiet.act);
      state = quiet.state;
    }
    const step = readBurst(state, { kind: 'key', key, atMs, inField, isRepeat: false });
    acts.push(step.act);
    state = step.state;
    atMs += gapMs;
  }
  const last = readBurst(state, { kind: 'quiet', atMs });
  return { acts: [...acts, last.act], state: last.state };
}

const scansOf = (acts: readonly BurstAct[]) => acts.flatMap((act) => (act.kind === 'scan' ? [act.code] : []));
const typedOf = (acts: readonly BurstAct[]) => acts.map((act) => (act.kind === 'scan' ? '' : act.typed)).join('');

test('a burst that ends with Enter is a scan, wherever the focus is', () => {
  expect(scansOf(play({ text: '5901234123457', gapMs: 4 }).acts)).toEqual(['5901234123457']);
  const inField = play({ text: '5901234123457', gapMs: 4, inField: true });
  expect(inField.acts.at(-2)).toEqual({ kind: 'scan', code: '5901234123457', leaked: true });
});

test('the sign of "3 *" is no part of a code that is scanned right behind it', () => {
  const { acts } = play({ text: '3 *5901234123457', gapMs: 4, inField: true });
  expect(scansOf(acts)).toEqual(['5901234123457']);
});

test('typing at any human pace is never a scan and loses no letter', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z0-9]{1,30}$/), fc.integer({ min: 70, max: 800 }), (text, gapMs) => {
      const { acts } = play({ text, gapMs });
      expect(scansOf(acts)).toEqual([]);
      expect(typedOf(acts)).toBe(text);
    }),
  );
});

test('any scanner of up to 50 ms for each character is understood', () => {
  fc.assert(
    fc.property(
      fc.stringMatching(/^[A-Z0-9+-]{5,60}\d$/),
      fc.integer({ min: 0, max: 50 }),
      fc.boolean(),
      (text, gapMs, inField) => {
        const { acts } = play({ text, gapMs, inField });
        expect(scansOf(acts)).toEqual([text]);
        expect(typedOf(acts)).toBe('');
      },
    ),
  );
});

test('two quick keys and Enter are a person, such as a quantity', () => {
  const { acts } = play({ text: '12', gapMs: 20 });
  expect(scansOf(acts)).toEqual([]);
  expect(typedOf(acts)).toBe('12');
});

test('a scanner without Enter is believed for digits only', () => {
  expect(scansOf(play({ text: '5901234123457', gapMs: 4, end: null }).acts)).toEqual(['5901234123457']);
  expect(scansOf(play({ text: 'golden semo', gapMs: 4, end: null }).acts)).toEqual([]);
});

test('a key that is held down repeats like a scanner and is still a person', () => {
  let state = NO_BURST;
  for (let atMs = 0; atMs < 600; atMs += 30)
    state = readBurst(state, { kind: 'key', key: '1', atMs, inField: false, isRepeat: atMs > 0 }).state;
  expect(readBurst(state, { kind: 'key', key: 'Enter', atMs: 620, inField: false, isRepeat: false }).act.kind).toBe(
    'pass',
  );
});

test('a function key ends what was held and passes', () => {
  const begun = readBurst(NO_BURST, { kind: 'key', key: 'm', atMs: 0, inField: false, isRepeat: false });
  expect(readBurst(begun.state, { kind: 'key', key: 'F2', atMs: 10, inField: false, isRepeat: false })).toEqual({
    state: NO_BURST,
    act: { kind: 'pass', typed: 'm' },
  });
});

test('a space of its own still presses the button that has the focus', () => {
  expect(readBurst(NO_BURST, { kind: 'key', key: ' ', atMs: 0, inField: false, isRepeat: false }).act.kind).toBe(
    'pass',
  );
});

test('a name or a short price that comes quickly in a field is a person', () => {
  expect(scansOf(play({ text: 'semovita', gapMs: 2, inField: true }).acts)).toEqual([]);
  expect(scansOf(play({ text: '2500', gapMs: 2, inField: true }).acts)).toEqual([]);
});

test('a scan right after typed letters in a field is the code alone', () => {
  let state = NO_BURST;
  let last: BurstAct | undefined;
  const press = (key: string, atMs: number) => {
    const step = readBurst(state, { kind: 'key', key, atMs, inField: true, isRepeat: false });
    state = step.state;
    last = step.act;
  };
  ['m', 'i', 'l'].forEach((key, position) => press(key, position * 90));
  [...'5449000000996'.split(''), 'Enter'].forEach((key, position) => press(key, 270 + position * 4));
  expect(last).toEqual({ kind: 'scan', code: '5449000000996', leaked: true });
});
