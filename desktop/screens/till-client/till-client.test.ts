import { expect, test } from 'vitest';
import { staffSignInCall, tillStateCall } from '#shared/till-calls/till-calls.ts';
import type { Request } from '#shared/till-calls/reply.ts';
import { createTillClient } from './till-client.ts';
import type { TillDoor } from './till-door.ts';

function doorOf(answers: readonly (() => unknown)[]): { door: TillDoor; sent: Request[] } {
  const sent: Request[] = [];
  const door: TillDoor = {
    send: async (request) => answers[sent.push(request) - 1]?.(),
    onPush: () => () => undefined,
  };
  return { door, sent };
}

const lineBroke = () => {
  throw new TypeError('no answer');
};
const pin = { userId: '0197a000-0000-7000-8000-000000000001', pin: '2580' };

test('a write that got no answer is sent again under the same id, and its refusal is read', async () => {
  const { door, sent } = doorOf([lineBroke, () => ({ ok: false, refusal: 'wrong_pin', details: { triesLeft: 3 } })]);
  const answer = await createTillClient(door, () => 'one-id').send(staffSignInCall, pin);
  expect(sent.map(({ callId }) => callId)).toEqual(['one-id', 'one-id']);
  expect(answer).toEqual({ ok: false, kind: 'refusal', refusal: 'wrong_pin', details: { triesLeft: 3 } });
});

test('a till that does not answer is a fault, and a question is not asked twice', async () => {
  const { door, sent } = doorOf([lineBroke, lineBroke]);
  const answer = await createTillClient(door, () => 'one-id').send(tillStateCall, {});
  expect(answer).toMatchObject({ ok: false, kind: 'fault', fault: 'till_unreachable' });
  expect(sent).toHaveLength(1);
  expect(sent[0]?.callId).toBeUndefined();
});

test('a value that is not as the call promises never reaches a screen', async () => {
  const { door } = doorOf([() => ({ ok: true, value: { state: 'ready' } })]);
  expect(await createTillClient(door, () => 'one-id').send(tillStateCall, {})).toMatchObject({
    ok: false,
    kind: 'fault',
  });
});

test('what is sent in turn waits for what came before, even when that failed', async () => {
  const { inTurn } = createTillClient(doorOf([]).door, () => 'one-id');
  const order: string[] = [];
  const first = inTurn(async () => {
    await Promise.resolve();
    order.push('first');
    throw new Error('broke');
  });
  const second = inTurn(async () => order.push('second'));
  await expect(first).rejects.toThrow('broke');
  await second;
  expect(order).toEqual(['first', 'second']);
});
