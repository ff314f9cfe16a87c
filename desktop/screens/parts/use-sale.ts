import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { z } from 'zod';
import { saleCurrentCall } from '#shared/till-calls/sale-calls.ts';
import type { SaleView } from '#shared/till-calls/sale-view.ts';
import type { Answer } from '../till-client/answer.ts';
import type { SendCall } from '../till-client/till-client.ts';
import { useTillClient } from '../till-client/till-context.tsx';
import { useTillQuery } from '../till-client/use-till-query.ts';
import { useChosenLine } from './chosen-line.tsx';

type Current = z.infer<typeof saleCurrentCall.output>;

/** One edit of the open sale, seen at the moment when its turn comes. */
export type SaleEdit = (send: SendCall, sale: SaleView | null) => Promise<Answer<SaleView>>;

export type OpenSale = {
  readonly sale: SaleView | null;
  readonly parkedCount: number;
  /** Whether the till has said yet what is open. */
  readonly isKnown: boolean;
  /** Edits go one after the other, so that quick scans keep their order; each answer is the whole new sale. */
  readonly edit: (work: SaleEdit) => Promise<Answer<SaleView>>;
  /** The same for what needs an open sale; without one it is refused. */
  readonly change: (work: (send: SendCall, sale: SaleView) => Promise<Answer<SaleView>>) => Promise<Answer<SaleView>>;
  /** Says that the sale is over: completed, parked or dropped. */
  readonly leave: (parkedCount: number) => Promise<void>;
};

const KEY = [saleCurrentCall.name, {}] as const;

/** The refusal of an edit for which no sale is open. */
export const NO_SALE: Answer<never> = { ok: false, kind: 'refusal', refusal: 'sale_not_open', details: {} };

/** The open sale of this till, and how it is changed. */
export function useSale(): OpenSale {
  const client = useTillClient();
  const queries = useQueryClient();
  const { choose } = useChosenLine();
  const { value } = useTillQuery(saleCurrentCall, {});
  const keep = useCallback(
    async (current: Current) => {
      // A question that is under way would put an older sale over this one.
      await queries.cancelQueries({ queryKey: KEY });
      queries.setQueryData<Current>(KEY, current);
    },
    [queries],
  );
  const edit = useCallback(
    (work: SaleEdit) =>
      client.inTurn(async () => {
        const answer = await work(client.send, queries.getQueryData<Current>(KEY)?.sale ?? null);
        if (answer.ok) {
          const { touchedLineId, parkedCount } = answer.value;
          await keep({ sale: answer.value, parkedCount });
          if (touchedLineId !== null) choose(touchedLineId);
        }
        return answer;
      }),
    [client, queries, keep, choose],
  );
  const change: OpenSale['change'] = (work) =>
    edit((send, sale) => (sale === null ? Promise.resolve(NO_SALE) : work(send, sale)));
  const leave = useCallback((parkedCount: number) => keep({ sale: null, parkedCount }), [keep]);
  return {
    sale: value?.sale ?? null,
    parkedCount: value?.parkedCount ?? 0,
    isKnown: value !== undefined,
    edit,
    change,
    leave,
  };
}
