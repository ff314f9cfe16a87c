import { Camera } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { expenseListCall } from '#shared/till-calls/expense-calls.ts';
import { Badge } from '#shared/ui/badge.tsx';
import { Button } from '#shared/ui/button.tsx';
import { FileTrigger } from 'react-aria-components';
import { classNames } from '#shared/ui/class-names.ts';
import { Icon } from '#shared/ui/icon.tsx';
import { useWriting } from '../parts/use-writing.ts';
import type { Expense } from './use-expense-entry.ts';
import { photoWords } from './photo-words.ts';

type PettyCashListProps = {
  readonly spent: z.infer<typeof expenseListCall.output>;
  readonly onTakeBack: (expense: Expense) => void;
  readonly onPhoto: (expense: Expense, file: Blob) => void;
};

/** What was spent, the latest first, and what it comes to. */
export function PettyCashList({ spent, onTakeBack, onPhoto }: PettyCashListProps) {
  const { t } = useTranslation();
  const writing = useWriting();
  const title = t('pettyCash.list');
  return (
    <section aria-label={title} className="grid gap-2">
      <div className="flex items-baseline justify-between gap-3">
        <h3>{title}</h3>
        {spent.expenses.length > 0 && (
          <span className="text-sm text-muted">
            {t('pettyCash.total')} <b className="text-ink tabular-nums">{writing.amount(spent.totalMinor)}</b>
          </span>
        )}
      </div>
      {spent.expenses.length === 0 ? (
        <p className="text-sm text-muted">{t('pettyCash.none')}</p>
      ) : (
        <ul aria-label={title} className="grid rounded-lg border border-line bg-surface px-3">
          {spent.expenses.map((expense) => (
            <li key={expense.expenseId} className="not-first:border-t not-first:border-line">
              <ExpenseRow
                expense={expense}
                onTakeBack={() => onTakeBack(expense)}
                onPhoto={(file) => onPhoto(expense, file)}
              />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

type ExpenseRowProps = {
  readonly expense: Expense;
  readonly onTakeBack: () => void;
  readonly onPhoto: (file: Blob) => void;
};

function ExpenseRow({ expense, onTakeBack, onPhoto }: ExpenseRowProps) {
  const { t } = useTranslation();
  const writing = useWriting();
  const { description, amountMinor, method, isRemoved } = expense;
  const amount = writing.amount(amountMinor);
  const about = [
    writing.time(expense.atMs),
    expense.byName,
    method === 'cash' ? '' : t(`pettyCash.ways.${method}`),
    expense.categoryName ?? '',
    photoWords(expense, t),
  ];
  return (
    <div className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 py-2">
      <b className="truncate">{description}</b>
      <b className="text-right tabular-nums">{amount}</b>
      <span className="text-xs text-muted tabular-nums">{about.filter((part) => part !== '').join(' · ')}</span>
      <span className={classNames('flex items-center justify-self-end', !isRemoved && '-mr-4')}>
        {!isRemoved && (
          <FileTrigger
            acceptedFileTypes={['image/*']}
            defaultCamera="environment"
            onSelect={(files) => {
              const file = files?.item(0);
              if (file instanceof Blob) onPhoto(file);
            }}
          >
            <Button rank="quiet" aria-label={t('pettyCash.addPhotoOf', { what: description, amount })}>
              <Icon of={Camera} />
              {t('pettyCash.addPhoto')}
            </Button>
          </FileTrigger>
        )}
        {isRemoved && <Badge>{t('pettyCash.wasTakenBack')}</Badge>}
        {expense.canTakeBack && (
          <Button
            rank="quiet"
            aria-label={t('pettyCash.takeBackOf', { what: description, amount })}
            onPress={onTakeBack}
          >
            {t('pettyCash.takeBack')}
          </Button>
        )}
      </span>
    </div>
  );
}
