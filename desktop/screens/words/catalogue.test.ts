import { expect, test } from 'vitest';
import { REFUSALS } from '#shared/base/refusal-codes.ts';
import { enRefusals } from './en-refusals.ts';
import { en } from './en.ts';
import { writtenDetails } from './refusal-words.ts';

type Words = { readonly [key: string]: string | Words };

function* sentencesOf(words: Words, path = ''): Generator<readonly [path: string, sentence: string]> {
  for (const [key, value] of Object.entries(words)) {
    if (typeof value === 'string') yield [`${path}${key}`, value];
    else yield* sentencesOf(value, `${path}${key}.`);
  }
}

const naira = { locale: 'en-NG', currency: 'NGN', timeZone: 'Africa/Lagos' };
const holesOf = (sentence: string) => [...sentence.matchAll(/\{\{(\w+)\}\}/g)].map(([, hole = '']) => hole);
/** What `REFUSALS` says comes along with a code: "…; details: leftMilli." */
const detailsOf = (meaning: string) => meaning.split('details: ')[1]?.replace('.', '').split(', ') ?? [];

test.each(Object.entries(REFUSALS))(
  'the refusal %s has a sentence that needs nothing the till does not send',
  (code, meaning) => {
    const sentence = Object.entries(enRefusals).find(([known]) => known === code)?.[1] ?? '';
    expect(sentence).toMatch(/^\S.*\.$/);
    const known = Object.keys(
      writtenDetails(Object.fromEntries(detailsOf(meaning).map((detail) => [detail, 1])), naira),
    );
    // The first name of the person at the PIN is known to the page itself.
    expect([...known, 'name']).toEqual(expect.arrayContaining(holesOf(sentence)));
  },
);

test('no sentence blames, begs or shouts', () => {
  for (const [path, sentence] of sentencesOf(en)) {
    expect(sentence, path).not.toMatch(
      /!|\bplease\b|\binvalid\b|\bsuccessful(ly)?\b|\berror\b|\bpayload\b|\bserver\b|\bsync\b|\bconflict\b/i,
    );
  }
});

test('a plural has both of its forms', () => {
  const paths = new Set([...sentencesOf(en)].map(([path]) => path));
  for (const path of paths) if (path.endsWith('_one')) expect(paths, path).toContain(path.replace(/_one$/, '_other'));
});

test('details of a refusal are written as the business writes them', () => {
  expect(
    writtenDetails({ owesMinor: 57_600, limitPpm: 50_000, leftMilli: 1500, pauseMs: 29_200, code: '5901' }, naira),
  ).toEqual({
    owes: '₦576.00',
    left: '1.5',
    limit: '5\u00a0%',
    pause: '30',
    code: '5901',
  });
});
