import { expect, test } from 'vitest';
import { suggestedCode } from './suggested-code.ts';

test.each([
  ['Surulere', 'SUR'],
  ['Ọjọ́ta Market', 'OJO'],
  ['2 Go', '2GO'],
  ['', ''],
])('%j is called %j in front of its receipts', (name, code) => {
  expect(suggestedCode(name)).toBe(code);
});
