import { Pencil } from 'lucide-react';
import { Button as PressButton } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { saleParkedCall } from '#shared/till-calls/sale-calls.ts';
import { Icon } from '#shared/ui/icon.tsx';
import { IconButton } from '#shared/ui/icon-button.tsx';
import { useWriting } from '../parts/use-writing.ts';

export type ParkedSale = z.infer<typeof saleParkedCall.output>['parked'][number];

type ParkedRowProps = {
  readonly sale: ParkedSale;
  readonly isNaming: boolean;
  readonly onRecall: () => void;
  readonly onName: () => void;
};

/** One parked sale by what people know it by: its name, else its customer, else what lies in it. */
export function ParkedRow({ sale, isNaming, onRecall, onName }: ParkedRowProps) {
  const { t } = useTranslation();
  const writing = useWriting();
  const known = sale.name === '' ? (sale.customerName ?? sale.firstLines[0] ?? t('parked.noName')) : sale.name;
  return (
    <div className="flex items-center gap-1 pr-1">
      <PressButton
        onPress={onRecall}
        className="grid min-w-0 flex-1 grid-cols-[minmax(0,1fr)_auto] gap-x-3 rounded-md px-4 py-3 text-left hover:bg-hover focus-visible:-outline-offset-3 active:bg-press"
      >
        <b className="wrap-anywhere">{known}</b>
        <b className="tabular-nums">{writing.amount(sale.totalMinor)}</b>
        <span className="text-xs text-muted">{t('parked.by', { count: sale.lineCount, name: sale.parkedBy })}</span>
        <span className="text-right text-xs text-muted tabular-nums">{writing.moment(sale.parkedAtMs)}</span>
      </PressButton>
      <IconButton
        rank="quiet"
        label={t('parked.nameOf', { sale: known })}
        aria-expanded={isNaming}
        icon={<Icon of={Pencil} />}
        onPress={onName}
      />
    </div>
  );
}
