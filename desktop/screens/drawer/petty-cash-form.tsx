import { Info } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ExpenseCategories } from '#shared/people/expense-categories.ts';
import { Button } from '#shared/ui/button.tsx';
import { Field } from '#shared/ui/field.tsx';
import { Note } from '#shared/ui/note.tsx';
import { Segments } from '#shared/ui/segments.tsx';
import { AmountField } from '../parts/amount-field.tsx';
import { ChooseField } from '../parts/choose-field.tsx';
import { useWriting } from '../parts/use-writing.ts';
import { EXPENSE_WAYS, type ExpenseEntry } from './use-expense-entry.ts';

type PettyCashFormProps = {
  readonly entry: ExpenseEntry;
  readonly categories: ExpenseCategories;
  readonly isDrawerOpen: boolean;
  readonly onRecord: () => void;
};

const WHAT_LENGTH_MAX = 200;

/** How much, what for, under which head of the books, and what paid it. */
export function PettyCashForm({ entry, categories, isDrawerOpen, onRecord }: PettyCashFormProps) {
  const { t } = useTranslation();
  const writing = useWriting();
  const { amountMinor, way } = entry;
  const isShut = way === 'cash' && !isDrawerOpen;
  const amount = writing.amount(amountMinor ?? 0);
  return (
    <form
      className="grid gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (entry.isWhole && !isShut) onRecord();
      }}
    >
      <AmountField label={t('pettyCash.amount')} entry={entry.amount} onChange={entry.setAmount} />
      <Field
        label={t('pettyCash.what')}
        value={entry.what}
        onChange={entry.setWhat}
        maxLength={WHAT_LENGTH_MAX}
        placeholder={t('pettyCash.whatExample')}
      />
      {categories.length > 0 && (
        <ChooseField
          label={t('pettyCash.category')}
          choices={[
            ...(entry.categoryId === '' ? [] : [{ value: '', words: t('pettyCash.noCategory') }]),
            ...categories.map(({ id, name }) => ({ value: id, words: name })),
          ]}
          chosen={entry.categoryId}
          onChoose={entry.setCategoryId}
          emptyWords={t('pettyCash.noCategory')}
        />
      )}
      <Segments
        label={t('pettyCash.how')}
        isFull
        chosen={way}
        onChoose={entry.setWay}
        choices={EXPENSE_WAYS.map((each) => ({ value: each, words: t(`pettyCash.ways.${each}`) }))}
      />
      {isShut && <Note icon={Info}>{t('pettyCash.noDrawer')}</Note>}
      <Button type="submit" rank="primary" scale="choice" full isDisabled={!entry.isWhole || isShut}>
        {amountMinor === null
          ? t('pettyCash.noAmount')
          : t(way === 'cash' ? 'pettyCash.doCash' : 'pettyCash.do', { amount })}
      </Button>
    </form>
  );
}
