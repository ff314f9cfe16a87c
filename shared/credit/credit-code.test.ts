import fc from 'fast-check';
import { expect, test } from 'vitest';
import { codeEnd, codeOfHash, codeText } from './credit-code.ts';

const hash = fc
  .array(fc.integer({ min: 0, max: 255 }), { minLength: 32, maxLength: 32 })
  .map((bytes) => bytes.map((byte) => byte.toString(16).padStart(2, '0')).join(''));

test('a code is the same however it is typed, and another business’s is another', () => {
  fc.assert(
    fc.property(hash, (random) => {
      const code = codeOfHash(random);
      expect(code).toMatch(/^([2-9A-HJ-NP-Z]{4}-){2}[2-9A-HJ-NP-Z]{4}$/);
      for (const typed of [code.toLowerCase(), code.replaceAll('-', ''), ` ${code.replaceAll('-', ' ')} `])
        expect(codeText('one', typed)).toBe(codeText('one', code));
      expect(codeText('other', code)).not.toBe(codeText('one', code));
      expect(code.endsWith(codeEnd(code.toLowerCase()))).toBe(true);
    }),
  );
});

test('each part of a code follows from another byte', () => {
  const zeros = '00'.repeat(32);
  const codes = Array.from({ length: 12 }, (_, at) => codeOfHash(`${'00'.repeat(at)}01${zeros}`));
  expect(new Set([codeOfHash(zeros), ...codes]).size).toBe(13);
});
