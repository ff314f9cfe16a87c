import { expect, test } from 'vitest';
import { crc32c } from './crc32c.ts';

test('gives the check value of the CRC catalogue and of RFC 3720', () => {
  expect(crc32c(new TextEncoder().encode('123456789'))).toBe(0xe3069283);
  expect(crc32c(new Uint8Array(32))).toBe(0x8a9136aa);
});

test('bytes after the last whole eight count too', () => {
  const bytes = new TextEncoder().encode('The quick brown fox jumps over the lazy dog');
  expect(crc32c(bytes)).toBe(0x22620404);
  expect(crc32c(bytes.subarray(1))).not.toBe(crc32c(bytes));
});
