import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { saleChangeLineCall } from '#shared/till-calls/sale-calls.ts';
import type { SaleView } from '#shared/till-calls/sale-view.ts';
import { Field } from '#shared/ui/field.tsx';
import { NumberPanel } from '../parts/number-panel.tsx';
import { usePlace } from '../parts/place.tsx';
import { useApproved } from '../parts/use-approved.ts';
import { useSale } from '../parts/use-sale.ts';
import { useWriting } from '../parts/use-writing.ts';
import { lineOf } from './line-of.ts';

/** Changes the price of a line, with a reason; who may not asks a manager here. */
export function PricePanel({ lineId }: { readonly lineId: string }) {
  const { t } = useTranslation();
  const writing = useWriting();
  const { close } = usePlace();
  const { sale, change } = useSale();
  const line = lineOf(sale, lineId);
  const [reason, setReason] = useState('');
  const asked = useApproved<SaleView>(close);
  if (line === undefined) return null;
  return (
    <NumberPanel
      title={t('sell.price.title', { name: line.name })}
      label={t('sell.price.label')}
      places={writing.currencyPlaces}
      lead={<span className="text-muted">{writing.currencySign}</span>}
      help={t('sell.price.now', { price: writing.amount(line.unitPriceMinor) })}
      submitWords={t('sell.price.set')}
      onSubmit={(unitPriceMinor) =>
        asked.begin((approval) =>
          change((send, now) =>
            send(saleChangeLineCall, {
              saleId: now.saleId,
              lineId,
              unitPriceMinor,
              reason,
              ...(approval === undefined ? {} : { approval }),
            }),
          ),
        )
      }
      asked={asked}
    >
      <Field label={t('sell.price.reason')} value={reason} onChange={setReason} maxLength={120} />
    </NumberPanel>
  );
}
