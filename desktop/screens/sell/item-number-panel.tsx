import { useTranslation } from 'react-i18next';
import type { ItemView } from '#shared/till-calls/catalogue-calls.ts';
import { saleAddItemCall } from '#shared/till-calls/sale-calls.ts';
import type { SaleView } from '#shared/till-calls/sale-view.ts';
import { NumberPanel } from '../parts/number-panel.tsx';
import { usePlace } from '../parts/place.tsx';
import { useApproved } from '../parts/use-approved.ts';
import { useSale } from '../parts/use-sale.ts';
import { useWriting } from '../parts/use-writing.ts';

type ItemNumberPanelProps = {
  readonly item: ItemView;
  /** weigh: what the scale shows; open-price: what it costs today. */ readonly asks: 'weigh' | 'open-price';
};

/** Asks for what an item lacks before it can be sold: its weight, or its price. */
export function ItemNumberPanel({ item, asks }: ItemNumberPanelProps) {
  const { t } = useTranslation();
  const writing = useWriting();
  const { close } = usePlace();
  const { edit } = useSale();
  const asked = useApproved<SaleView>(close);
  const isWeight = asks === 'weigh';
  const add = (units: number) =>
    asked.begin((approval) =>
      edit((send, sale) =>
        send(saleAddItemCall, {
          saleId: sale?.saleId ?? null,
          item: { variantId: item.variantId },
          ...(isWeight ? { quantityMilli: units } : { unitPriceMinor: units }),
          ...(approval === undefined ? {} : { approval }),
        }),
      ),
    );
  return (
    <NumberPanel
      title={item.name}
      label={isWeight ? t('sell.weigh.label') : t('sell.openPrice.label')}
      places={isWeight ? 3 : writing.currencyPlaces}
      lead={isWeight ? undefined : <span className="text-muted">{writing.currencySign}</span>}
      trail={isWeight ? <span className="text-muted">{item.unit}</span> : undefined}
      help={
        isWeight
          ? t('sell.line.perUnit', { price: writing.amount(item.priceMinor), unit: item.unit })
          : t('sell.openPrice.help')
      }
      submitWords={t('sell.addToSale')}
      onSubmit={add}
      asked={asked}
    />
  );
}
