import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createEventReader } from './event-stream.ts';

const stream = ': here\n\nevent: poke\ndata: {}\n\ndata: x\r\n\r\n: here\n\nevent: poke\ndata: 1\n\n';

test('finds the same events wherever the text was cut', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 1, max: stream.length - 1 }), { maxLength: 12 }), (cuts) => {
      const reader = createEventReader();
      const edges = [0, ...cuts.toSorted((one, other) => one - other), stream.length];
      const seen = edges.slice(1).flatMap((end, index) => reader.read(stream.slice(edges[index], end)));
      expect(seen.map((found) => found.event)).toEqual(['poke', 'message', 'poke']);
    }),
  );
});

test('a heartbeat is no event', () => {
  expect(createEventReader().read(': beat\n\n: beat\n\n')).toEqual([]);
});
