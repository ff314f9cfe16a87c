import { expect, test } from 'vitest';
import { readMessage } from './push-stream.ts';

test('a push says which views are old', () => {
  expect(readMessage('event: push\ndata: {"topic":"sale"}')).toEqual({ topic: 'sale' });
});

test('a comment that keeps the line open is no push', () => {
  expect(readMessage(': still here')).toBeNull();
});

test('a push that can’t be read makes everything old instead of being lost', () => {
  expect(readMessage('data: {"topic":"weather"}')).toBeUndefined();
  expect(readMessage('data: {"topic":')).toBeUndefined();
});
