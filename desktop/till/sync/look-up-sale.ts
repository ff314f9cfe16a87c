import type { Id } from '#shared/base/ids.ts';
import { SALE_LOOKUP_MS_MAX } from '#shared/sync/limits.ts';
import { type SaleLookupAnswer, saleLookupAnswerSchema } from '#shared/sync/sale-lookup.ts';
import { applySaleRow } from './apply-sale-row.ts';
import type { SyncState } from './sync-state.ts';
import { type Turn, signIn } from './turn.ts';

/** `unknown`: there is no such sale, as far as anybody can say · `not_asked`: the office can't be asked just now. */
export type LookedUp = 'kept' | 'unknown' | 'not_asked';

/** Not while own facts are held back, nor where the office would not answer. */
const ASKS_IN: ReadonlySet<SyncState> = new Set(['greeting', 'normal']);

/**
 * Asks the office for a sale that this till has not, such as one of another store, and keeps it with what came back of it as
 * if it had been pulled. Nobody waits longer than a customer would; the same sale is asked for once at a time.
 *
 * @param running ends with the worker: nothing is written afterwards
 */
export function createSaleLookup(turn: Turn, running: () => AbortSignal): (saleId: Id) => Promise<LookedUp> {
  const underWay = new Map<Id, Promise<LookedUp>>();
  return (saleId) => {
    const asked = underWay.get(saleId);
    if (asked !== undefined) return asked;
    const asking = ask(turn, saleId, running()).finally(() => underWay.delete(saleId));
    underWay.set(saleId, asking);
    return asking;
  };
}

async function ask(turn: Turn, saleId: Id, running: AbortSignal): Promise<LookedUp> {
  const { memory } = turn;
  if (memory.state === 'alone') return 'unknown';
  if (!ASKS_IN.has(memory.state) || !turn.network.isUp() || running.aborted) return 'not_asked';
  const late = new AbortController();
  const cancel = turn.timers.after(SALE_LOOKUP_MS_MAX, () => late.abort());
  const signal = AbortSignal.any([running, late.signal]);
  try {
    const signed = await signIn(turn, signal);
    if ('failed' in signed || signal.aborted) return 'not_asked';
    const reply = await turn.office.ask({
      method: 'GET',
      path: `/api/v1/sync/sales/${saleId}?protocol=${turn.protocol}`,
      headers: { authorization: signed.token.header },
      schema: saleLookupAnswerSchema,
      signal,
    });
    if (signal.aborted) return 'not_asked';
    if (reply.kind === 'good') {
      memory.contacted({ ...reply, serverTimeMs: reply.answer.serverTime });
      return keep(turn, saleId, reply.answer);
    }
    // An older office, which has no such question, answers the same.
    if (reply.code === 'not_found') return 'unknown';
    if (reply.kind === 'sign_in_again') turn.tokens.drop();
    return 'not_asked';
  } finally {
    cancel();
  }
}

/** Nobody is told that views are old: whoever asked looks next, and would else ask for ever. */
function keep(turn: Turn, saleId: Id, { sale, returned }: SaleLookupAnswer): LookedUp {
  const isOdd = sale.sale.saleId !== saleId || returned.some((row) => row.sale.refundOf !== saleId);
  if (isOdd) return 'not_asked';
  return turn.store.write((writer): LookedUp => {
    const identity = writer.meta.identity();
    if (identity === null) return 'not_asked';
    const officeNowMs = turn.memory.clock.officeNowMs();
    for (const row of [sale, ...returned]) {
      const isElsewhere = row.storeId !== identity.storeId;
      const view = { tillId: identity.tillId, officeNowMs, isElsewhere };
      applySaleRow(writer, { id: row.sale.saleId, op: 'put', data: row }, view);
    }
    return 'kept';
  });
}
