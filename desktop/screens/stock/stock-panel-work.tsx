import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { stockFindCall } from '#shared/till-calls/stock-calls.ts';
import { Button } from '#shared/ui/button.tsx';
import { type StockMode, usePlace } from '../parts/place.tsx';
import { WhyNote } from '../parts/why-note.tsx';
import type { NotDone } from '../till-client/answer.ts';
import { useTillClient } from '../till-client/till-context.tsx';
import { useStockDraft } from './use-stock-draft.ts';

const MODES = ['receive', 'adjust', 'count'] as const;

/** From an item's shelf to the work on it: the item is added to what was collected there. */
export function StockPanelWork({ variantId }: { readonly variantId: string }) {
  const { t } = useTranslation();
  const { go } = usePlace();
  const { send } = useTillClient();
  const { add } = useStockDraft('receive');
  const [refused, setRefused] = useState<NotDone | null>(null);
  const begin = async (mode: StockMode) => {
    const answer = await send(stockFindCall, { item: { variantId } });
    if (!answer.ok) return setRefused(answer);
    for (const found of answer.value.items) add(mode, found);
    return go({ page: 'stock', mode });
  };
  return (
    <>
      <div className="grid grid-cols-3 gap-2">
        {MODES.map((mode) => (
          <Button key={mode} onPress={() => void begin(mode)}>
            {t(`stock.work.modes.${mode}`)}
          </Button>
        ))}
      </div>
      <WhyNote notDone={refused} />
    </>
  );
}
