import { useState } from 'react';
import type { z } from 'zod';
import { type pastSaleViewSchema, saleFindCall } from '#shared/till-calls/sale-calls.ts';
import { playSound } from '../parts/sounds.ts';
import type { NotDone } from '../till-client/answer.ts';
import { useTillClient } from '../till-client/till-context.tsx';
import { useTillPages } from '../till-client/use-till-pages.ts';

export type PastReceipt = z.infer<typeof pastSaleViewSchema>;

const PAGE_SIZE = 50;
const NOT_FOUND: NotDone = { ok: false, kind: 'refusal', refusal: 'refund_sale_unknown', details: {} };

/** The receipts of the store, the latest first, or those whose number was typed or scanned; and the one that is looked at. */
export function usePastReceipts() {
  const { send } = useTillClient();
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState<PastReceipt | null>(null);
  const [notFound, setNotFound] = useState<NotDone | null>(null);
  const wanted = text.trim();
  const list = useTillPages(saleFindCall, {
    of: wanted,
    inputFrom: (before: { occurredAtMs: number; saleId: string } | null) => ({
      text: wanted,
      limit: PAGE_SIZE,
      before,
    }),
    nextOf: ({ sales }) => {
      const last = sales.length < PAGE_SIZE || wanted !== '' ? undefined : sales.at(-1);
      return last === undefined ? null : { occurredAtMs: last.occurredAtMs, saleId: last.saleId };
    },
  });
  const receipts = list.pages.flatMap(({ sales }) => sales);
  const choose = (receipt: PastReceipt | null) => {
    setNotFound(null);
    setChosen(receipt);
  };
  return {
    ...list,
    receipts,
    text,
    chosen,
    notFound,
    choose,
    type: (typed: string) => {
      setNotFound(null);
      setText(typed);
    },
    scan: async (code: string) => {
      const answer = await send(saleFindCall, { text: code, limit: 1 });
      const [first] = answer.ok ? answer.value.sales : [];
      playSound(first === undefined ? 'refused' : 'goodScan');
      if (first !== undefined) return choose(first);
      return setNotFound(answer.ok ? NOT_FOUND : answer);
    },
    chooseNext: (move: number) => {
      const from = receipts.findIndex(({ saleId }) => saleId === chosen?.saleId);
      const next = receipts[Math.min(receipts.length - 1, Math.max(0, from + move))];
      if (next !== undefined) choose(next);
    },
  };
}

export type PastReceipts = ReturnType<typeof usePastReceipts>;
