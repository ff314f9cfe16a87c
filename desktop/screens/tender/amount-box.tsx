import { useTranslation } from 'react-i18next';
import { useWriting } from '../parts/use-writing.ts';
import type { Pay } from './use-pay.ts';

/** The amount that is being keyed: a field as large as the figure it holds. The number pad goes here from anywhere on the page. */
export function AmountBox({ pay }: { readonly pay: Pay }) {
  const { t } = useTranslation();
  const writing = useWriting();
  const { taking, keyedMinor, entry, method } = pay;
  const label = method === 'cash' ? t('pay.cashReceived') : t('pay.amountBy', { way: t(`pay.ways.${method}`) });
  const hasPoint = entry.text.includes('.');
  const shown =
    keyedMinor === null ? '' : hasPoint ? `${writing.currencySign}${entry.text}` : writing.amount(keyedMinor, 'short');
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        pay.take();
      }}
    >
      <label className="flex min-w-0 flex-col gap-1">
        <span className="text-xs font-medium text-muted">{label}</span>
        <span className="flex min-h-16 w-full items-center gap-2 rounded-md border border-line-strong bg-surface px-3 outline-(length:--ring-width) outline-focus">
          <input
            value={shown}
            inputMode="decimal"
            autoComplete="off"
            placeholder={writing.amount(taking.leftMinor, 'short')}
            onChange={(event) => pay.type(event.target.value)}
            className="h-12 w-full min-w-0 flex-1 bg-transparent text-2xl font-bold tracking-figure tabular-nums outline-none placeholder:text-faint focus-visible:outline-none"
          />
          <span className="text-sm whitespace-nowrap text-muted">
            {t('pay.toCollect')} <b className="text-ink tabular-nums">{writing.amount(taking.leftMinor)}</b>
          </span>
        </span>
      </label>
    </form>
  );
}
