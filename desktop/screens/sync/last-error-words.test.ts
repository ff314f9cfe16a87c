import i18next from 'i18next';
import { beforeAll, expect, test } from 'vitest';
import { ERRORS } from '#shared/base/error-codes.ts';
import { startWords } from '../words/words.ts';
import { lastErrorWords } from './last-error-words.ts';

beforeAll(() => startWords('en'));

test.each([
  ['office_unreachable', ERRORS.office_unreachable.happened],
  ['till_revoked', 'Sent after this till was taken out of the shop; the owner looks at it.'],
  ['failed_40P01', 'The office could not take it (failed_40P01).'],
])('%s is said in words', (code, words) => {
  expect(lastErrorWords(code, i18next.t)).toBe(words);
});
