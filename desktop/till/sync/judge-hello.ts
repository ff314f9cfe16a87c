import { agreementSeenByTill } from '#shared/sync/agreement.ts';
import { type HelloView, classify } from '#shared/sync/classify.ts';
import type { HelloAnswer, HelloRequest, ServerHead, TillHead, Verdict } from '#shared/sync/hello.ts';
import { VERDICT_ACTIONS } from '#shared/sync/verdict-actions.ts';
import type { Reader } from '../store/till-tables.ts';

/** What the till does after a hello. */
export type Judgement =
  | { readonly does: 'go_on' }
  | { readonly does: 'heal' }
  | { readonly does: 'ask_new_epoch'; readonly for: 'restored' | 'gap_case' }
  | { readonly does: 'stop'; readonly state: 'cloned' | 'unknown' }
  | { readonly does: 'try_again' };

/**
 * Both sides judge by the same table; the till also sees its own older hashes, which the office can't. So it may find that
 * it needs a new epoch where the office saw nothing wrong, and then asks for one.
 */
export function judgeHello(reader: Reader, sent: HelloRequest, answer: HelloAnswer): Judgement {
  if (answer.verdict === 'clone') return { does: 'stop', state: 'cloned' };
  if (answer.verdict === 'enrol') return { does: 'stop', state: 'unknown' };
  if (answer.grant !== undefined) return { does: 'heal' };
  if (VERDICT_ACTIONS[answer.verdict].newEpoch) return askFor(answer.verdict);
  const own = classify(viewOf(reader, sent, answer));
  if (VERDICT_ACTIONS[own].newEpoch) return askFor(own);
  return VERDICT_ACTIONS[own].goesOn && VERDICT_ACTIONS[answer.verdict].goesOn
    ? { does: 'go_on' }
    : { does: 'try_again' };
}

function askFor(verdict: Verdict): Judgement {
  return { does: 'ask_new_epoch', for: verdict === 'gap_case' ? 'gap_case' : 'restored' };
}

function viewOf(reader: Reader, sent: HelloRequest, answer: HelloAnswer): HelloView {
  const mine = sent.heads.find((head) => head.epoch === sent.epoch);
  const server = answer.heads.find((head) => head.epoch === sent.epoch);
  return {
    keyKnown: true,
    certificateValid: true,
    newEpochAsked: false,
    epoch: sent.epoch,
    tillHeads: sent.heads,
    serverHeads: answer.heads,
    agreement: mine === undefined || server === undefined ? 'equal' : agreementHere(reader, mine, server),
  };
}

/** Whether the office's chain of an epoch is the till's own, as far as both go; by the till's whole log. */
export function agreementHere(reader: Reader, mine: TillHead, server: ServerHead) {
  return agreementSeenByTill(mine, server, {
    hashAt: (seq) => reader.places.hashAt(mine.epoch, seq) ?? undefined,
    heldFrom: reader.places.lowestSeq(mine.epoch) ?? mine.lastSeq + 1,
  });
}
