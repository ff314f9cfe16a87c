import { useState } from 'react';
import type { z } from 'zod';
import {
  type refundableSchema,
  saleExchangeCall,
  saleFindCall,
  saleRefundableCall,
  saleRefundCall,
} from '#shared/till-calls/sale-calls.ts';
import type { CompletedView, SaleView } from '#shared/till-calls/sale-view.ts';
import { usePlace } from '../parts/place.tsx';
import { playSound } from '../parts/sounds.ts';
import { useApproved } from '../parts/use-approved.ts';
import { useSale } from '../parts/use-sale.ts';
import type { NotDone } from '../till-client/answer.ts';
import { useTillClient } from '../till-client/till-context.tsx';
import { useTillQuery } from '../till-client/use-till-query.ts';

export type Refundable = z.infer<typeof refundableSchema>;
export type RefundLine = Refundable['lines'][number];
/** What comes back, by line. */
export type Chosen = Readonly<Record<string, number>>;

/** What is known when the page opens: what to look for, or the very sale. */
type RefundStart = { readonly text: string; readonly saleId: string | null };

const FOUND_MAX = 30;

const NOT_FOUND: NotDone = { ok: false, kind: 'refusal', refusal: 'refund_sale_unknown', details: {} };

/** Finds the sale that comes back: by what is typed, or at once by a scanned receipt. */
function useFoundSale(start: RefundStart, onPick: () => void) {
  const { send } = useTillClient();
  const [text, setText] = useState(start.text);
  const [saleId, setSaleId] = useState(start.saleId);
  const [notFound, setNotFound] = useState<NotDone | null>(null);
  const found = useTillQuery(saleFindCall, { text: text.trim(), limit: FOUND_MAX });
  const { value: refundable } = useTillQuery(saleRefundableCall, { saleId: saleId ?? '' }, { isOn: saleId !== null });
  const pick = (next: string | null) => {
    setSaleId(next);
    onPick();
  };
  return {
    text,
    saleId,
    notFound,
    found: found.value?.sales ?? [],
    refundable: saleId === null ? undefined : refundable,
    pick,
    type: (typed: string) => {
      setText(typed);
      pick(null);
    },
    scan: async (code: string) => {
      setText(code);
      const answer = await send(saleFindCall, { text: code, limit: 1 });
      const [first] = answer.ok ? answer.value.sales : [];
      playSound(first === undefined ? 'refused' : 'goodScan');
      const notDone = answer.ok ? NOT_FOUND : answer;
      setNotFound(first === undefined ? notDone : null);
      pick(first?.saleId ?? null);
    },
  };
}

/** Refunding: chooses lines and quantities of a sale, and gives the money back, or takes them into the open sale for other goods. */
export function useRefund(start: RefundStart) {
  const { send, inTurn } = useTillClient();
  const place = usePlace();
  const { edit } = useSale();
  const [ending, setEnding] = useState<'refund' | 'exchange'>('refund');
  const [chosen, setChosen] = useState<Chosen>({});
  const [reason, setReason] = useState('');
  const [restock, setRestock] = useState(true);
  const sale = useFoundSale(start, () => setChosen({}));
  const refunding = useApproved<CompletedView>((completed) => {
    playSound('paid');
    place.go({ page: 'done', completed });
  });
  const exchanging = useApproved<SaleView>(() => place.go({ page: 'sell' }));
  const refundable = sale.refundable?.lines.filter(({ leftMilli, returnable }) => leftMilli > 0 && returnable) ?? [];
  const lines = Object.entries(chosen)
    .filter(([, quantityMilli]) => quantityMilli > 0)
    .map(([lineId, quantityMilli]) => ({ lineId, quantityMilli, restock }));
  return {
    ...sale,
    chosen,
    reason,
    restock,
    asked: ending === 'refund' ? refunding : exchanging,
    setReason,
    setRestock,
    setQuantity: (lineId: string, quantityMilli: number) => setChosen({ ...chosen, [lineId]: quantityMilli }),
    chooseAll: () => setChosen(Object.fromEntries(refundable.map((line) => [line.lineId, line.leftMilli]))),
    refund: () => {
      const refundOf = sale.saleId;
      if (refundOf === null || lines.length === 0 || reason === '') return;
      setEnding('refund');
      refunding.begin((approval) =>
        inTurn(() =>
          send(saleRefundCall, {
            refundOf,
            lines,
            tenders: null,
            reason,
            ...(approval === undefined ? {} : { approval }),
          }),
        ),
      );
    },
    exchange: () => {
      const refundOf = sale.saleId;
      if (refundOf === null || lines.length === 0 || reason === '') return;
      setEnding('exchange');
      exchanging.begin((approval) =>
        edit((put, now) =>
          put(saleExchangeCall, {
            saleId: now?.saleId ?? null,
            refundOf,
            lines,
            reason,
            ...(approval === undefined ? {} : { approval }),
          }),
        ),
      );
    },
  };
}

export type Refund = ReturnType<typeof useRefund>;
