import { CircleCheck } from 'lucide-react';
import { Button as PressButton } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { classNames } from '#shared/ui/class-names.ts';
import { EmptyState } from '#shared/ui/empty-state.tsx';
import { Field } from '#shared/ui/field.tsx';
import { Figure } from '#shared/ui/figure.tsx';
import { useWriting } from '../parts/use-writing.ts';
import { type Promised, useWhatFor } from './use-what-for.ts';

type PromisedListProps = {
  readonly state: 'pending' | 'not_found';
  readonly payments: readonly Promised[];
  /** Of all, also those that the list leaves out. */
  readonly sums: { readonly count: number; readonly comesMinor: number; readonly goesMinor: number };
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly chosenId: string | null;
  readonly onChoose: (paymentId: string) => void;
};

/** How much money is waited for, and each payment with its reference and its sale. */
export function PromisedList({ state, payments, sums, text, onText, chosenId, onChoose }: PromisedListProps) {
  const { t } = useTranslation();
  const writing = useWriting();
  const isWaiting = state === 'pending';
  const { count, comesMinor, goesMinor } = sums;
  if (count === 0) {
    return (
      <div className="my-auto">
        <EmptyState icon={CircleCheck} title={t(isWaiting ? 'promised.none' : 'promised.noneMissing')}>
          {t(isWaiting ? 'promised.noneHelp' : 'promised.noneMissingHelp')}
        </EmptyState>
      </div>
    );
  }
  return (
    <>
      <div>
        <span className="text-xs font-medium text-muted">{t(`promised.sum.${state}`)}</span>
        <div className="flex flex-wrap items-baseline gap-x-3">
          <Figure parts={writing.parts(comesMinor)} className="text-3xl" />
          <span className="text-muted">
            {goesMinor > 0 && `${t('promised.goes', { amount: writing.amount(goesMinor) })}, `}
            {t('promised.count', { count })}
          </span>
        </div>
      </div>
      <Field label={t('promised.find')} value={text} onChange={onText} maxLength={64} />
      <ol aria-label={t('promised.list')} className="grid flex-none rounded-lg border border-line bg-surface p-1">
        {payments.map((payment) => (
          <li key={payment.paymentId} className="not-first:border-t not-first:border-line">
            <PromisedRow
              payment={payment}
              isChosen={payment.paymentId === chosenId}
              onChoose={() => onChoose(payment.paymentId)}
            />
          </li>
        ))}
      </ol>
      {text === '' && payments.length < count && (
        <p className="text-sm text-muted">{t('promised.some', { shown: payments.length, count })}</p>
      )}
    </>
  );
}

type PromisedRowProps = { readonly payment: Promised; readonly isChosen: boolean; readonly onChoose: () => void };

function PromisedRow({ payment, isChosen, onChoose }: PromisedRowProps) {
  const { t } = useTranslation();
  const writing = useWriting();
  const whatFor = useWhatFor();
  const quiet = classNames('text-xs', !isChosen && 'text-muted');
  return (
    <PressButton
      aria-current={isChosen}
      onPress={onChoose}
      className={classNames(
        'grid min-h-(--size-target-lg) w-full grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 rounded-md px-3 py-2 text-left',
        isChosen ? 'bg-accent-soft text-on-accent-soft' : 'hover:bg-hover active:bg-press',
      )}
    >
      <span className="grid min-w-0">
        <b className="truncate">{payment.reference === '' ? t('promised.noReference') : payment.reference}</b>
        <span className={classNames('truncate', quiet)}>
          {[
            payment.amountMinor < 0 ? t('promised.sendBack') : '',
            t(`pay.ways.${payment.method}`),
            whatFor(payment),
            payment.customerName ?? '',
          ]
            .filter((part) => part !== '')
            .join(' · ')}
        </span>
      </span>
      <span className="grid justify-items-end">
        <b className="tabular-nums">{writing.amount(payment.amountMinor)}</b>
        <span className={classNames('tabular-nums', quiet)}>{writing.moment(payment.atMs)}</span>
      </span>
    </PressButton>
  );
}
