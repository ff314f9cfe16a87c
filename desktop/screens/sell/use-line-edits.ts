import { useTranslation } from 'react-i18next';
import {
  saleBringBackCall,
  saleChangeLineCall,
  saleClearCall,
  saleParkCall,
  saleRecallCall,
  saleRemoveLineCall,
  saleUndoCall,
} from '#shared/till-calls/sale-calls.ts';
import type { SaleView } from '#shared/till-calls/sale-view.ts';
import { usePlace } from '../parts/place.tsx';
import { useSay } from '../parts/saying.tsx';
import { NO_SALE, useSale } from '../parts/use-sale.ts';
import type { Answer, NotDone } from '../till-client/answer.ts';
import { useTillClient } from '../till-client/till-context.tsx';

type Line = SaleView['lines'][number];

export type LineEdits = {
  readonly step: (line: Line, byMilli: number) => void;
  readonly remove: (line: Line) => void;
  readonly undo: (redo: boolean) => void;
  readonly clear: () => void;
  readonly park: () => void;
};

/** What a cashier does with the lines of the open sale; each mistake can be taken back. */
export function useLineEdits(onChanged: (sale: SaleView) => void, onRefused: (notDone: NotDone) => void): LineEdits {
  const { t } = useTranslation();
  const { sale, edit, change, leave } = useSale();
  const { send, inTurn } = useTillClient();
  const say = useSay();
  const { open } = usePlace();

  const settle = (answer: Answer<SaleView>): boolean => {
    if (answer.ok) onChanged(answer.value);
    else onRefused(answer);
    return answer.ok;
  };
  const undo = (redo: boolean) =>
    void edit((put, now) => {
      if (now !== null) return put(saleUndoCall, { saleId: now.saleId, redo });
      // With no sale open the last edit was that it was dropped.
      return redo ? Promise.resolve(NO_SALE) : put(saleBringBackCall, {});
    }).then(settle);
  const undoAction = { words: t('sell.undo'), keyCap: 'Ctrl Z', onPress: () => undo(false) };
  const sayRemoved = (line: Line) => say({ message: t('sell.removed', { name: line.name }), action: undoAction });
  const remove = async (line: Line) => {
    const isDone = settle(await change((put, now) => put(saleRemoveLineCall, { saleId: now.saleId, lineId: line.id })));
    if (isDone) sayRemoved(line);
  };
  const step = async ({ id: lineId }: Line, byMilli: number) => {
    let removed: Line | undefined;
    const answer = await change((put, now) => {
      // Counted from the line as it is when the press has its turn: the screen may still show what it was before the last one.
      const line = now.lines.find(({ id }) => id === lineId);
      if (line === undefined) return Promise.resolve({ ok: true, value: now });
      const quantityMilli = line.quantityMilli + byMilli;
      if (quantityMilli > 0) return put(saleChangeLineCall, { saleId: now.saleId, lineId, quantityMilli });
      removed = line;
      return put(saleRemoveLineCall, { saleId: now.saleId, lineId });
    });
    if (settle(answer) && removed !== undefined) sayRemoved(removed);
  };

  return {
    undo,
    remove: (line) => void remove(line),
    step: (line, byMilli) => void step(line, byMilli),
    clear: () =>
      void inTurn(async () => {
        if (sale === null) return;
        const answer = await send(saleClearCall, { saleId: sale.saleId });
        if (!answer.ok) return onRefused(answer);
        await leave(sale.parkedCount);
        return say({ message: t('sell.cleared', { count: sale.lines.length }), action: undoAction });
      }),
    park: () =>
      void inTurn(async () => {
        if (sale === null || sale.lines.length === 0) return;
        const answer = await send(saleParkCall, { saleId: sale.saleId });
        if (!answer.ok) return onRefused(answer);
        await leave(answer.value.parkedCount);
        const bringBack = () => void edit((put) => put(saleRecallCall, { saleId: sale.saleId })).then(settle);
        return say({
          message: t('sell.parkedNow'),
          action: { words: t('sell.bringBack'), onPress: bringBack },
          next: { words: t('parked.nameIt'), onPress: () => open({ panel: 'parked', namingId: sale.saleId }) },
        });
      }),
  };
}
