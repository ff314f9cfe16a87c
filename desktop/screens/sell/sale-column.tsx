import { CirclePause, ScanBarcode, User, UserPlus } from 'lucide-react';
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { SaleView } from '#shared/till-calls/sale-view.ts';
import { Badge } from '#shared/ui/badge.tsx';
import { Button } from '#shared/ui/button.tsx';
import { EmptyState } from '#shared/ui/empty-state.tsx';
import { Icon } from '#shared/ui/icon.tsx';
import { usePlace } from '../parts/place.tsx';
import { SaleLine } from './sale-line.tsx';
import { SaleSum } from './sale-sum.tsx';
import type { LineEdits } from './use-line-edits.ts';

type SaleColumnProps = {
  readonly sale: SaleView | null;
  readonly parkedCount: number;
  readonly chosenLineId: string | null;
  readonly onChoose: (lineId: string) => void;
  readonly edits: LineEdits;
  readonly onPay: () => void;
};

/** The sale: whose it is and what is parked on top, the lines, then the sum that never moves. */
export function SaleColumn({ sale, parkedCount, chosenLineId, onChoose, edits, onPay }: SaleColumnProps) {
  const { t } = useTranslation();
  const lines = sale?.lines ?? [];
  const quantityMilli = lines.find(({ id }) => id === chosenLineId)?.quantityMilli;
  // The scroll position is the document's: a new or changed line comes into sight by itself.
  useEffect(() => {
    if (chosenLineId !== null) document.getElementById(`line-${chosenLineId}`)?.scrollIntoView({ block: 'nearest' });
  }, [chosenLineId, quantityMilli]);
  return (
    <aside
      aria-label={t('sell.thisSale')}
      className="col-start-2 row-span-2 row-start-1 flex min-h-0 min-w-0 flex-col border-l border-line bg-surface small:flex-1 small:border-l-0"
    >
      <SaleHead sale={sale} parkedCount={parkedCount} />
      <div className="flex min-h-0 flex-1 flex-col-reverse overflow-y-auto [scrollbar-width:thin] small:overflow-visible">
        {lines.length === 0 ? (
          <div className="my-auto">
            <EmptyState icon={ScanBarcode} title={t('sell.emptyTitle')}>
              {t('sell.emptyHelp')}
            </EmptyState>
          </div>
        ) : (
          <ol aria-label={t('sell.lines')} className="mb-auto">
            {lines.map((line) => (
              <SaleLine
                key={line.id}
                line={line}
                isChosen={line.id === chosenLineId}
                onChoose={() => onChoose(line.id)}
                edits={edits}
              />
            ))}
          </ol>
        )}
      </div>
      <SaleSum sale={sale} onPay={onPay} />
    </aside>
  );
}

function SaleHead({ sale, parkedCount }: Pick<SaleColumnProps, 'sale' | 'parkedCount'>) {
  const { t } = useTranslation();
  const { open } = usePlace();
  const customerName = sale?.customerName ?? null;
  return (
    <div className="flex h-16 flex-none items-center gap-2 border-b border-line px-3">
      <Button
        className="min-w-0 flex-1 justify-start! px-3! text-[0.9375rem]"
        onPress={() => open({ panel: 'customer' })}
      >
        <Icon of={customerName === null ? UserPlus : User} />
        <span className="min-w-0 truncate">{customerName ?? t('sell.addCustomer')}</span>
      </Button>
      <Button className="px-3! text-[0.9375rem]" onPress={() => open({ panel: 'parked' })}>
        <Icon of={CirclePause} />
        {t('sell.parked')}
        {parkedCount > 0 && <Badge tone="accent">{parkedCount}</Badge>}
      </Button>
    </div>
  );
}
