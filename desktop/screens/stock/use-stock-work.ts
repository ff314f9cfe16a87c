import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { changeLine, lineFromChosen, putBack, removeLine, stepLine } from '../parts/collected-lines.ts';
import type { StockMode } from '../parts/place.tsx';
import { useSay } from '../parts/saying.tsx';
import { playSound } from '../parts/sounds.ts';
import { useSearch } from '../parts/use-search.ts';
import { splitLine, type StockLine } from './stock-draft.ts';
import { useStockDraft } from './use-stock-draft.ts';
import { type AskedItem, useStockFind } from './use-stock-find.ts';
import { useStockSave } from './use-stock-save.ts';

const PIECE_MILLI = 1000;

/** Receiving, adjusting and counting: what scanner, keys and buttons do to the collected lines. */
export function useStockWork(mode: StockMode) {
  const { t } = useTranslation();
  const say = useSay();
  const { draft, costPlaces, change, add } = useStockDraft(mode);
  const quantityField = useRef<HTMLInputElement>(null);
  const costField = useRef<HTMLInputElement>(null);
  const choose = (id: string) => change((before) => ({ ...before, chosenId: id }));
  const saving = useStockSave(mode, ({ line }) => {
    playSound('refused');
    if (line !== null) choose(line.id);
  });

  const { notice, take, find } = useStockFind((found, times) => {
    saving.begin();
    add(mode, found, times);
  });
  const withPrefix = (item: AskedItem) => {
    const times = (search.prefixMilli ?? PIECE_MILLI) / PIECE_MILLI;
    search.clear();
    find(item, times);
  };
  const search = useSearch({
    onItem: ({ variantId }) => withPrefix({ variantId }),
    onCode: (code) => withPrefix({ code }),
  });
  const chosen = draft.lines.find(({ id }) => id === draft.chosenId) ?? null;
  const remove = (line: StockLine) => {
    const at = draft.lines.indexOf(line);
    change((now) => removeLine(now, line.id));
    say({
      message: t('stock.work.removed', { name: line.name }),
      action: { words: t('sell.undo'), onPress: () => change((now) => putBack(now, line, at)) },
    });
  };
  const step = (line: StockLine, by: number) => change((before) => stepLine(before, line.id, by * PIECE_MILLI));
  return {
    ...saving,
    draft,
    costPlaces,
    chosen,
    notice,
    search,
    quantityField,
    costField,
    choose,
    take,
    remove,
    step,
    scan: (code: string) => withPrefix({ code }),
    pick: (variantId: string) => withPrefix({ variantId }),
    edit: (id: string, edit: Partial<StockLine>) => change((before) => changeLine(before, id, edit)),
    split: (line: StockLine) => change((before) => splitLine(before, line, crypto.randomUUID())),
    say: (said: Partial<Pick<typeof draft, 'note' | 'reason' | 'direction'>>) =>
      change((before) => ({ ...before, ...said })),
    chooseNext: (move: number) => {
      const next = lineFromChosen(draft, move);
      if (next !== undefined) choose(next.id);
    },
    typed: (text: string) => {
      const steps: Readonly<Record<string, number>> = { '+': 1, '-': -1 };
      const by = steps[text];
      if (by !== undefined && chosen !== null) return step(chosen, by);
      search.type(search.text + text);
      return search.field.current?.focus();
    },
  };
}

export type StockWork = ReturnType<typeof useStockWork>;
