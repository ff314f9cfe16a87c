import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ItemView } from '#shared/till-calls/catalogue-calls.ts';
import { changeLine, lineFromChosen, putBack, removeLine, stepLine } from '../parts/collected-lines.ts';
import { keptDrafts } from '../parts/kept-draft.ts';
import { useSay } from '../parts/saying.tsx';
import { useKeptDraft } from '../parts/use-kept-draft.ts';
import { useSearch } from '../parts/use-search.ts';
import { useWriting } from '../parts/use-writing.ts';
import { addGoods, goodsDraftSchema, type GoodsLine, NO_GOODS } from './goods-draft.ts';
import { useGoodsFind } from './use-goods-find.ts';
import { useGoodsRefund } from './use-goods-refund.ts';

const PIECE_MILLI = 1000;
const GOODS_BACK = keptDrafts('goods-back', goodsDraftSchema, NO_GOODS);

/** The collected lines, and what can be done with them; what is dropped can be taken back. */
function useGoodsLines() {
  const { t } = useTranslation();
  const say = useSay();
  const { now: draft, draft: draftNow, change } = useKeptDraft(GOODS_BACK);
  const choose = (id: string) => change((before) => ({ ...before, chosenId: id }));
  const undo = (onPress: () => void) => ({ words: t('sell.undo'), onPress });
  return {
    draft,
    draftNow,
    change,
    choose,
    chosen: draft.lines.find(({ id }) => id === draft.chosenId) ?? null,
    step: (line: GoodsLine, by: number) => change((before) => stepLine(before, line.id, by * PIECE_MILLI)),
    edit: (id: string, edit: Partial<GoodsLine>) => change((before) => changeLine(before, id, edit)),
    setReason: (reason: string) => change((before) => ({ ...before, reason })),
    remove: (line: GoodsLine) => {
      const at = draft.lines.indexOf(line);
      change((before) => removeLine(before, line.id));
      say({
        message: t('sell.removed', { name: line.name }),
        action: undo(() => change((before) => putBack(before, line, at))),
      });
    },
    startOver: () => {
      change(() => NO_GOODS);
      say({
        message: t('refund.goods.dropped', { count: draft.lines.length }),
        action: undo(() => change(() => draft)),
      });
    },
    chooseNext: (move: number) => {
      const next = lineFromChosen(draft, move);
      if (next !== undefined) choose(next.id);
    },
  };
}

/** Goods that come back without a receipt: what scanner, keys and buttons do to the collected lines. */
export function useGoodsBack() {
  const { currencyPlaces: pricePlaces } = useWriting();
  const goods = useGoodsLines();
  const { draft, draftNow, change, choose, chosen, step } = goods;
  const quantityField = useRef<HTMLInputElement>(null);
  const priceField = useRef<HTMLInputElement>(null);
  const giving = useGoodsRefund({
    draft,
    draftNow,
    pricePlaces,
    onFault: ({ line }) => {
      if (line !== null) choose(line.id);
    },
    onGiven: () => change(() => NO_GOODS),
  });
  const { notice, find, findHit } = useGoodsFind((found, times) =>
    change((before) => addGoods(before, found, { times, pricePlaces, lineId: crypto.randomUUID() })),
  );
  const withPrefix = (work: (times: number) => void) => {
    const times = (search.prefixMilli ?? PIECE_MILLI) / PIECE_MILLI;
    search.clear();
    work(times);
  };
  const scan = (code: string) => withPrefix((times) => find({ code }, times));
  const pick = (item: ItemView) => withPrefix((times) => findHit(item, times));
  const search = useSearch({ onItem: pick, onCode: scan });
  return {
    ...goods,
    ...giving,
    pricePlaces,
    notice,
    search,
    quantityField,
    priceField,
    pick,
    /** While the code of a credit is asked for, a scan is that code. */
    scan: (code: string) => (giving.fault?.kind === 'code' ? giving.setCode(code) : scan(code)),
    typed: (text: string) => {
      const steps: Readonly<Record<string, number>> = { '+': 1, '-': -1 };
      const by = steps[text];
      if (by !== undefined && chosen !== null) return step(chosen, by);
      search.type(search.text + text);
      return search.field.current?.focus();
    },
  };
}

export type GoodsWork = ReturnType<typeof useGoodsBack>;
