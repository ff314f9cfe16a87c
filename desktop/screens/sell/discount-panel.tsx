import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { saleDiscountCall } from '#shared/till-calls/sale-calls.ts';
import type { SaleView } from '#shared/till-calls/sale-view.ts';
import { Button } from '#shared/ui/button.tsx';
import { Segments } from '#shared/ui/segments.tsx';
import { usePlace } from '../parts/place.tsx';
import { SidePanel } from '../parts/side-panel.tsx';
import { useApproved } from '../parts/use-approved.ts';
import { useSale } from '../parts/use-sale.ts';
import { DiscountForm, type GivenDiscount } from './discount-form.tsx';
import { lineOf } from './line-of.ts';

/** Gives a discount on a line or on the whole sale, with a reason; above the cashier's limit a manager agrees here. */
export function DiscountPanel({ lineId }: { readonly lineId: string | null }) {
  const { t } = useTranslation();
  const { close } = usePlace();
  const { sale, change } = useSale();
  const line = lineOf(sale, lineId);
  const [target, setTarget] = useState<'line' | 'sale'>(line === undefined ? 'sale' : 'line');
  const asked = useApproved<SaleView>(close);
  const onLine = target === 'line' ? line : undefined;
  const standing = onLine === undefined ? sale?.discount : onLine.discount;
  const give = (discount: GivenDiscount | null, reason: string) =>
    asked.begin((approval) =>
      change((send, { saleId }) =>
        send(saleDiscountCall, {
          saleId,
          lineId: onLine?.id ?? null,
          discount,
          reason,
          ...(approval === undefined ? {} : { approval }),
        }),
      ),
    );
  return (
    <SidePanel
      asked={asked}
      title={onLine === undefined ? t('sell.discount.onSale') : t('sell.discount.onLine', { name: onLine.name })}
    >
      {line !== undefined && (
        <Segments
          label={t('sell.discount.target')}
          isFull
          chosen={target}
          onChoose={setTarget}
          choices={[
            { value: 'line', words: t('sell.discount.thisLine') },
            { value: 'sale', words: t('sell.discount.wholeSale') },
          ]}
        />
      )}
      <DiscountForm onGive={give} />
      {standing !== undefined && standing !== null && (
        <Button full onPress={() => give(null, '')}>
          {t('sell.discount.takeBack')}
        </Button>
      )}
    </SidePanel>
  );
}
