import { Fault } from '#shared/base/fault.ts';
import { epochCounter } from '#shared/changes/hash-chain.ts';
import { agreementSeenByServer } from '#shared/sync/agreement.ts';
import { classify } from '#shared/sync/classify.ts';
import type { HelloAnswer, HelloRequest } from '#shared/sync/hello.ts';
import { VERDICT_ACTIONS } from '#shared/sync/verdict-actions.ts';
import { withTenant } from '#server/store/tenant-transaction.ts';
import type { TillToken } from '../door/till-token.ts';
import { lockCaller } from '../till/locked-till.ts';
import type { HelloDeps } from './hello-state.ts';
import { knownEpochs } from './known-heads.ts';

/** The session of a machine that was replaced is never looked at; the wire wants a number. */
const NO_SESSION = 1;

/**
 * Tells a machine whose place another took how far its own epochs came, so that it can leave the rest for approval.
 *
 * It changes nothing: neither the session nor the epoch of its successor.
 *
 * @throws {Fault} `till_revoked` where the two histories differ, since it gets no new epoch any more
 */
export function answerReplaced(deps: HelloDeps, token: TillToken, hello: HelloRequest): Promise<HelloAnswer> {
  return withTenant(deps.pool, token.businessId, async (tx) => {
    const till = await lockCaller(tx, token);
    const last = till.epoch?.counter ?? 0;
    const heads = hello.heads.filter((head) => epochCounter(head.epoch) <= last);
    const epochs = (await knownEpochs(tx, till, heads)).filter(({ counter }) => counter <= last);
    const mine = heads.find((head) => head.epoch === hello.epoch);
    const server = epochs.find((one) => one.epoch === hello.epoch);
    const verdict = classify({
      keyKnown: true,
      certificateValid: false,
      newEpochAsked: hello.newEpoch === true ? 'restored' : false,
      epoch: hello.epoch,
      tillHeads: heads,
      serverHeads: epochs,
      agreement: mine === undefined || server === undefined ? 'unknown' : agreementSeenByServer(mine, server),
    });
    if (!VERDICT_ACTIONS[verdict].goesOn)
      throw new Fault('till_revoked', 'Another machine has taken the place of this till. Enrol it as a new one.');
    return {
      verdict,
      heads: epochs.map(({ epoch, lastSeq, lastHash, hashAtYours }) => ({
        epoch,
        lastSeq,
        lastHash,
        ...(hashAtYours === undefined ? {} : { hashAtYours }),
      })),
      session: NO_SESSION,
      serverTime: deps.nowMs(),
      receiptCounters: [],
    };
  });
}
