import { CirclePause } from 'lucide-react';
import { useState } from 'react';
import { Button as PressButton } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { saleParkedCall, saleRecallCall } from '#shared/till-calls/sale-calls.ts';
import { EmptyState } from '#shared/ui/empty-state.tsx';
import { usePlace } from '../parts/place.tsx';
import { SidePanel } from '../parts/side-panel.tsx';
import { useSale } from '../parts/use-sale.ts';
import { useWriting } from '../parts/use-writing.ts';
import { WhyNote } from '../parts/why-note.tsx';
import type { NotDone } from '../till-client/answer.ts';
import { useTillQuery } from '../till-client/use-till-query.ts';

/** The sales that were put aside, by any cashier of this till; the open one is parked when another is taken up. */
export function ParkedPanel() {
  const { t } = useTranslation();
  const writing = useWriting();
  const { close } = usePlace();
  const { edit } = useSale();
  const { value } = useTillQuery(saleParkedCall, {});
  const [refused, setRefused] = useState<NotDone | null>(null);
  const recall = (saleId: string) =>
    void edit((send) => send(saleRecallCall, { saleId })).then((answer) => (answer.ok ? close() : setRefused(answer)));
  return (
    <SidePanel title={t('parked.title')}>
      <WhyNote notDone={refused} />
      {value?.parked.length === 0 && (
        <EmptyState icon={CirclePause} title={t('parked.empty')}>
          {t('parked.emptyHelp')}
        </EmptyState>
      )}
      <ul aria-label={t('parked.title')} className="grid gap-2">
        {value?.parked.map((sale) => (
          <li key={sale.saleId}>
            <PressButton
              onPress={() => recall(sale.saleId)}
              className="grid w-full grid-cols-[minmax(0,1fr)_auto] gap-x-3 rounded-md border border-line bg-surface px-4 py-3 hover:bg-hover active:bg-press"
            >
              <b className="truncate">
                {sale.name === '' ? (sale.customerName ?? sale.firstLines[0] ?? t('parked.noName')) : sale.name}
              </b>
              <b className="tabular-nums">{writing.amount(sale.totalMinor)}</b>
              <span className="truncate text-xs text-muted">
                {t('parked.by', { count: sale.lineCount, name: sale.parkedBy })}
              </span>
              <span className="text-right text-xs text-muted tabular-nums">{writing.moment(sale.parkedAtMs)}</span>
            </PressButton>
          </li>
        ))}
      </ul>
    </SidePanel>
  );
}
