import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type ChangeEnvelope, chainStart, epochCounter, epochSchema } from './hash-chain.ts';
import { type ChainEnd, endAfter, linkBody } from './make-change.ts';
import { verifyChain } from './verify-chain.ts';

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');
const tillId = '01900000-0000-7000-8000-000000000001';
const epoch = '3-00112233445566ff';
const start: ChainEnd = { epoch, lastSeq: 0, lastHash: chainStart(sha256, tillId, epoch, '') };

function chainOf(bodies: readonly string[]): ChangeEnvelope[] {
  let end = start;
  return bodies.map((body) => {
    const envelope = linkBody(sha256, end, body);
    end = endAfter(envelope);
    return envelope;
  });
}

test('the hashes are what they have always been: old chains must verify for ever', () => {
  const [first, second] = chainOf(['{"a":1}', '{"naira":"₦"}']);
  expect({
    start: start.lastHash,
    first: first?.hash,
    secondBody: second?.bodyHash,
    second: second?.hash,
  }).toMatchInlineSnapshot(`
    {
      "first": "4f12df701697166dddcfdbe6284cd3616bb39a70bde9b1720e4551ca0abf46ec",
      "second": "c1050adb7171af4410bb054fdb1f7a7dabe2c01c2f0dece933fed796acad2adf",
      "secondBody": "b23df992f81fe761b8d62283af517ba4ab7a999e338fdd13f5b2f99eec210db6",
      "start": "f44ce4c3ef8fc5ae2960ec88889f9832075b4b9d528359e117650c2bfc6bc883",
    }
  `);
});

test('a chain that nobody touched verifies', () => {
  fc.assert(
    fc.property(fc.array(fc.string(), { maxLength: 8 }), (bodies) => {
      expect(verifyChain(sha256, start, chainOf(bodies))).toBeNull();
    }),
  );
});

test('what was changed, left out, put in or moved is found, and where', () => {
  const chain = chainOf(['one', 'two', 'three']);
  const [one, two, three] = chain;
  if (one === undefined || two === undefined || three === undefined) throw new Error('three links were made');
  expect(verifyChain(sha256, start, [one, { ...two, body: 'too' }, three])).toEqual({ seq: 2, reason: 'body_hash' });
  expect(verifyChain(sha256, start, [one, { ...two, body: 'too', bodyHash: sha256('too') }, three])).toEqual({
    seq: 2,
    reason: 'hash',
  });
  expect(verifyChain(sha256, start, [one, three])).toEqual({ seq: 3, reason: 'gap' });
  expect(verifyChain(sha256, start, [one, { ...three, seq: 2 }])).toEqual({ seq: 2, reason: 'hash' });
  expect(verifyChain(sha256, start, [{ ...one, epoch: '4-00112233445566ff' }])).toEqual({
    seq: 1,
    reason: 'other_epoch',
  });
  expect(verifyChain(sha256, { ...start, lastHash: sha256('other') }, chain)).toEqual({ seq: 1, reason: 'hash' });
});

test('the start binds till, epoch and the last agreed hash before', () => {
  const starts = [
    chainStart(sha256, tillId, epoch, ''),
    chainStart(sha256, tillId, epoch, start.lastHash),
    chainStart(sha256, tillId, '4-00112233445566ff', ''),
    chainStart(sha256, tillId.replace('1', '2'), epoch, ''),
  ];
  expect(new Set(starts).size).toBe(starts.length);
});

test('an epoch is a counter and an id', () => {
  expect(epochCounter(epoch)).toBe(3);
  expect(epochSchema.safeParse('3').success).toBe(false);
  expect(epochSchema.safeParse('-3-00112233445566ff').success).toBe(false);
});
