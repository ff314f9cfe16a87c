import { Info } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { stockLookUpCall } from '#shared/till-calls/stock-calls.ts';
import { Badge } from '#shared/ui/badge.tsx';
import { Button } from '#shared/ui/button.tsx';
import { Note } from '#shared/ui/note.tsx';
import { usePlace } from '../parts/place.tsx';
import { SidePanel } from '../parts/side-panel.tsx';
import { useWriting } from '../parts/use-writing.ts';
import { WhyNote } from '../parts/why-note.tsx';
import { StockPanelWork } from './stock-panel-work.tsx';
import { batchWords } from './batch-words.ts';
import { useTillQuery } from '../till-client/use-till-query.ts';

/** What lies on the shelf of an item here, own sales included that the office has not seen. */
export function StockPanel({ variantId }: { readonly variantId: string }) {
  const { t } = useTranslation();
  const writing = useWriting();
  const { open } = usePlace();
  const { value, notDone } = useTillQuery(stockLookUpCall, { variantId });
  return (
    <SidePanel title={value?.item.name ?? t('stock.title')}>
      <WhyNote notDone={notDone} />
      {value !== undefined && (
        <>
          <p className="text-muted tabular-nums">
            {writing.amount(value.item.priceMinor)}
            {value.item.sku !== '' && `, ${value.item.sku}`}
          </p>
          <dl aria-label={t('stock.here')} className="grid">
            {value.levels.map((level) => (
              <div
                key={`${level.variantId} ${level.batchId}`}
                className="flex min-h-(--size-target) items-center justify-between gap-3 border-b border-line last:border-b-0"
              >
                <dt className="tabular-nums">
                  {level.batch === null ? t('stock.here') : batchWords(level.batch, writing, t)}
                </dt>
                <dd className="flex items-center gap-2">
                  {level.isLow && <Badge tone="warn">{t('stock.low')}</Badge>}
                  <b>
                    {writing.quantity(level.onHandMilli)} {level.unit}
                  </b>
                </dd>
              </div>
            ))}
          </dl>
          {!value.isComplete && <Note icon={Info}>{t('stock.notWhole')}</Note>}
        </>
      )}
      <StockPanelWork variantId={variantId} />
      <Button full onPress={() => open({ panel: 'find-stock' })}>
        {t('stock.another')}
      </Button>
    </SidePanel>
  );
}
