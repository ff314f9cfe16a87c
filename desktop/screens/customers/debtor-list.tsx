import { HandCoins } from 'lucide-react';
import { Button as PressButton } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { customerDebtorsCall, type debtorSchema } from '#shared/till-calls/debt-calls.ts';
import { classNames } from '#shared/ui/class-names.ts';
import { EmptyState } from '#shared/ui/empty-state.tsx';
import { Figure } from '#shared/ui/figure.tsx';
import { useWriting } from '../parts/use-writing.ts';
import { WhyNote } from '../parts/why-note.tsx';
import { useTillQuery } from '../till-client/use-till-query.ts';
import { AgeBadges, AgeSums } from './debt-age-words.tsx';

type DebtorListProps = { readonly chosen: string | null; readonly onChoose: (customerId: string) => void };

/** What is owed to the shop altogether, by its age, and by whom: the largest debt first. */
export function DebtorList({ chosen, onChoose }: DebtorListProps) {
  const { t } = useTranslation();
  const writing = useWriting();
  const { value, notDone } = useTillQuery(customerDebtorsCall, {});
  if (value === undefined) return <WhyNote notDone={notDone} />;
  if (value.count === 0) {
    return (
      <div className="my-auto">
        <EmptyState icon={HandCoins} title={t('debts.none')}>
          {t('debts.noneHelp')}
        </EmptyState>
      </div>
    );
  }
  return (
    <>
      <section aria-label={t('debts.owed')} className="grid gap-3">
        <div>
          <span className="text-xs font-medium text-muted">{t('debts.owed')}</span>
          <div className="flex flex-wrap items-baseline gap-x-3">
            <Figure parts={writing.parts(value.owesMinor)} className="text-3xl" />
            <span className="text-muted">{t('debts.by', { count: value.count })}</span>
          </div>
        </div>
        <AgeSums ages={value.ages} />
      </section>
      <section className="flex-none rounded-lg border border-line bg-surface">
        <header className="flex items-center justify-between gap-3 px-4 pt-3 pb-1">
          <h2 className="text-md">{t('debts.list')}</h2>
          {value.debtors.length < value.count && (
            <span className="text-xs text-muted">
              {t('debts.some', { shown: value.debtors.length, count: value.count })}
            </span>
          )}
        </header>
        <ul aria-label={t('debts.list')} className="grid p-1">
          {value.debtors.map((debtor) => (
            <li key={debtor.customer.id} className="not-first:border-t not-first:border-line">
              <Debtor
                debtor={debtor}
                isChosen={debtor.customer.id === chosen}
                onChoose={() => onChoose(debtor.customer.id)}
              />
            </li>
          ))}
        </ul>
      </section>
      <p className="text-sm text-muted">{t('debts.asKnown')}</p>
    </>
  );
}

type DebtorProps = {
  readonly debtor: z.infer<typeof debtorSchema>;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
};

function Debtor({ debtor: { customer, owesMinor, ages }, isChosen, onChoose }: DebtorProps) {
  const { t } = useTranslation();
  const writing = useWriting();
  return (
    <PressButton
      aria-current={isChosen}
      onPress={onChoose}
      className={classNames(
        'grid min-h-(--size-target-lg) w-full grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 gap-y-1 rounded-md px-3 py-2 text-left',
        isChosen ? 'bg-accent-soft text-on-accent-soft' : 'hover:bg-hover active:bg-press',
      )}
    >
      <b className="truncate">{customer.name}</b>
      <b className="text-right tabular-nums">{writing.amount(owesMinor)}</b>
      <span className={classNames('text-xs tabular-nums', !isChosen && 'text-muted')}>
        {customer.phone === '' ? t('customers.noPhone') : customer.phone}
      </span>
      <AgeBadges ages={ages} />
    </PressButton>
  );
}
