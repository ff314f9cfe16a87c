import { CirclePause } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { saleParkedCall, saleRecallCall } from '#shared/till-calls/sale-calls.ts';
import { EmptyState } from '#shared/ui/empty-state.tsx';
import { usePlace } from '../parts/place.tsx';
import { SidePanel } from '../parts/side-panel.tsx';
import { useSale } from '../parts/use-sale.ts';
import { WhyNote } from '../parts/why-note.tsx';
import type { NotDone } from '../till-client/answer.ts';
import { useTillQuery } from '../till-client/use-till-query.ts';
import { NameParked } from './name-parked.tsx';
import { ParkedRow } from './parked-row.tsx';

/** The sales that were put aside, by any cashier of this till; the open one is parked when another is taken up. */
export function ParkedPanel({ namingId }: { readonly namingId: string | null }) {
  const { t } = useTranslation();
  const { close } = usePlace();
  const { edit } = useSale();
  const { value } = useTillQuery(saleParkedCall, {});
  const [refused, setRefused] = useState<NotDone | null>(null);
  const [naming, setNaming] = useState(namingId);
  const recall = (saleId: string) =>
    void edit((send) => send(saleRecallCall, { saleId })).then((answer) => (answer.ok ? close() : setRefused(answer)));
  return (
    <SidePanel title={t('parked.title')} onEscape={naming === null ? undefined : () => setNaming(null)}>
      <WhyNote notDone={refused} />
      {value?.parked.length === 0 && (
        <EmptyState icon={CirclePause} title={t('parked.empty')}>
          {t('parked.emptyHelp')}
        </EmptyState>
      )}
      <ul aria-label={t('parked.title')} className="grid gap-2">
        {value?.parked.map((sale) => (
          <li key={sale.saleId} className="rounded-md border border-line bg-surface">
            <ParkedRow
              sale={sale}
              isNaming={naming === sale.saleId}
              onRecall={() => recall(sale.saleId)}
              onName={() => setNaming(naming === sale.saleId ? null : sale.saleId)}
            />
            {naming === sale.saleId && <NameParked sale={sale} onDone={() => setNaming(null)} />}
          </li>
        ))}
      </ul>
    </SidePanel>
  );
}
