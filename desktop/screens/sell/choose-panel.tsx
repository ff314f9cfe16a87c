import { useState } from 'react';
import { Button as PressButton } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { ItemView } from '#shared/till-calls/catalogue-calls.ts';
import { saleAddItemCall } from '#shared/till-calls/sale-calls.ts';
import { usePlace } from '../parts/place.tsx';
import { SidePanel } from '../parts/side-panel.tsx';
import { playSound } from '../parts/sounds.ts';
import { useSale } from '../parts/use-sale.ts';
import { useWriting } from '../parts/use-writing.ts';
import { WhyNote } from '../parts/why-note.tsx';
import type { NotDone } from '../till-client/answer.ts';

/** Several items to choose from: the kinds of a product, or all that share a bar code. */
export function ChoosePanel({ title, items }: { readonly title: string; readonly items: readonly ItemView[] }) {
  const { t } = useTranslation();
  const writing = useWriting();
  const { close, open } = usePlace();
  const { edit } = useSale();
  const [refused, setRefused] = useState<NotDone | null>(null);
  const pick = async (item: ItemView) => {
    if (item.isWeighed || item.isOpenPrice) return open({ panel: item.isWeighed ? 'weigh' : 'open-price', item });
    const answer = await edit((send, sale) =>
      send(saleAddItemCall, { saleId: sale?.saleId ?? null, item: { variantId: item.variantId } }),
    );
    if (answer.ok) return close();
    playSound('refused');
    return setRefused(answer);
  };
  return (
    <SidePanel title={title}>
      <p className="text-sm text-muted">{t('sell.choose.help')}</p>
      <ul aria-label={title} className="grid gap-2">
        {items.map((item) => (
          <li key={item.variantId}>
            <PressButton
              onPress={() => void pick(item)}
              className="flex min-h-(--size-target-lg) w-full items-center gap-3 rounded-md border border-line bg-surface px-4 hover:bg-hover active:bg-press"
            >
              <span className="min-w-0 flex-1 font-medium">{item.name}</span>
              <b className="tabular-nums">{writing.amount(item.priceMinor, 'short')}</b>
            </PressButton>
          </li>
        ))}
      </ul>
      <WhyNote notDone={refused} />
    </SidePanel>
  );
}
