import { useTranslation } from 'react-i18next';
import type { SaleView } from '#shared/till-calls/sale-view.ts';
import { Button } from '#shared/ui/button.tsx';
import { Figure } from '#shared/ui/figure.tsx';
import { KeyCap } from '#shared/ui/key-cap.tsx';
import { useWriting } from '../parts/use-writing.ts';

/** The sum that never moves: discounts and taxes, the total, and Pay. */
export function SaleSum({ sale, onPay }: { readonly sale: SaleView | null; readonly onPay: () => void }) {
  const { t } = useTranslation();
  const writing = useWriting();
  const totalMinor = sale?.totalMinor ?? 0;
  return (
    <div className="flex-none border-t border-line bg-surface px-4 pt-2 pb-3 small:sticky small:bottom-0 small:z-(--z-bar) small:grid small:grid-cols-[1fr_auto] small:items-center small:gap-x-4 small:py-2">
      <dl className="grid grid-cols-[1fr_auto] gap-x-2 text-sm leading-normal text-muted small:hidden">
        {sale !== null && sale.discountMinor !== 0 && (
          <SumRow words={t('sell.sum.discounts')} amount={writing.amount(-sale.discountMinor)} />
        )}
        {sale?.taxes.map((tax) => (
          <SumRow
            key={`${tax.name} ${tax.ratePpm} ${tax.inclusive}`}
            words={t(tax.inclusive ? 'sell.sum.taxInside' : 'sell.sum.taxOnTop', {
              name: tax.name,
              rate: writing.percent(tax.ratePpm),
            })}
            amount={writing.amount(tax.taxMinor)}
          />
        ))}
        {sale !== null && sale.paidMinor !== 0 && (
          <SumRow words={t('sell.sum.paid')} amount={writing.amount(sale.paidMinor)} />
        )}
      </dl>
      <div
        role="status"
        aria-label={t('sell.sum.status', { amount: writing.amount(totalMinor) })}
        className="flex flex-wrap items-baseline justify-between gap-2 pt-2 pb-3 small:justify-start small:p-0"
      >
        <span className="text-lg leading-[1.25] font-semi">
          {t('sell.sum.total')}
          <small className="block text-xs font-regular text-muted">
            {t('sell.sum.lines', { count: sale?.lines.length ?? 0 })}
          </small>
        </span>
        <Figure parts={writing.parts(totalMinor)} className="text-total small:text-[2.25rem]" />
      </div>
      <Button rank="primary" scale="pay" full onPress={onPay} isDisabled={sale === null || sale.lines.length === 0}>
        <span>{totalMinor < 0 ? t('sell.sum.giveBack') : t('sell.sum.pay')}</span>
        <KeyCap tone="inherit">F12</KeyCap>
      </Button>
    </div>
  );
}

function SumRow({ words, amount }: { readonly words: string; readonly amount: string }) {
  return (
    <>
      <dt>{words}</dt>
      <dd className="text-right">{amount}</dd>
    </>
  );
}
