import { expect, test } from 'vitest';
import type { PokeHub } from './poke-hub.ts';
import { pokeStream } from './poke-stream.ts';

const hubOf = (count: number): PokeHub => ({ count: () => count, listen: () => () => undefined });

test('beyond what one process holds a listener is told to ask by its timer, and the last one within it is let in', async () => {
  const stopping = new AbortController();
  expect(() => pokeStream(hubOf(5000), { businessId: 'business', storeIds: [] }, stopping.signal)).toThrow(
    expect.objectContaining({ code: 'unavailable' }),
  );
  const reader = pokeStream(hubOf(4999), { businessId: 'business', storeIds: [] }, stopping.signal).getReader();
  expect(new TextDecoder().decode((await reader.read()).value)).toBe(': listening\n\n');
  stopping.abort();
  expect((await reader.read()).done).toBe(true);
});
