import { useState } from 'react';
import type { z } from 'zod';
import { type expenseViewSchema, expenseRecordCall } from '#shared/till-calls/expense-calls.ts';
import { type NumberEntry, emptyEntry, entryUnits } from '../parts/number-entry.ts';
import type { ApprovableWork } from '../parts/use-approved.ts';
import { useWriting } from '../parts/use-writing.ts';
import { useTillClient } from '../till-client/till-context.tsx';

export const EXPENSE_WAYS = ['cash', 'card', 'transfer', 'mobile_money'] as const;
type Way = (typeof EXPENSE_WAYS)[number];

export type Expense = z.infer<typeof expenseViewSchema>;

/** An expense while it is typed. */
export type ExpenseEntry = {
  readonly amount: NumberEntry;
  readonly setAmount: (amount: NumberEntry) => void;
  readonly what: string;
  readonly setWhat: (what: string) => void;
  /** Empty for none. */
  readonly categoryId: string;
  readonly setCategoryId: (categoryId: string) => void;
  readonly way: Way;
  readonly setWay: (way: Way) => void;
  /** Null while it lacks something. */
  readonly amountMinor: number | null;
  readonly isWhole: boolean;
  readonly record: ApprovableWork<Expense>;
  readonly clear: () => void;
};

/** What the cashier typed of an expense; where no drawer is open, none pays, so another way stands there first. */
export function useExpenseEntry(isDrawerOpen: boolean): ExpenseEntry {
  const { currencyPlaces } = useWriting();
  const { send } = useTillClient();
  const [amount, setAmount] = useState(emptyEntry(currencyPlaces));
  const [what, setWhat] = useState('');
  const [categoryId, setCategoryId] = useState('');
  const [chosen, setWay] = useState<Way | null>(null);
  const way = chosen ?? (isDrawerOpen ? 'cash' : 'transfer');
  const amountMinor = entryUnits(amount);
  return {
    amount,
    setAmount,
    what,
    setWhat,
    categoryId,
    setCategoryId,
    way,
    setWay,
    amountMinor,
    isWhole: amountMinor !== null && what.trim() !== '',
    record: (approval) =>
      send(expenseRecordCall, {
        categoryId: categoryId === '' ? null : categoryId,
        description: what,
        amountMinor: amountMinor ?? 0,
        method: way,
        ...(approval === undefined ? {} : { approval }),
      }),
    clear: () => {
      setAmount(emptyEntry(currencyPlaces));
      setWhat('');
      setCategoryId('');
      setWay(null);
    },
  };
}
