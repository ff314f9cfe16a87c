import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { expenseAddPhotoCall, expenseListCall, expenseTakeBackCall } from '#shared/till-calls/expense-calls.ts';
import { useSay } from '../parts/saying.tsx';
import { SidePanel } from '../parts/side-panel.tsx';
import { useApproved } from '../parts/use-approved.ts';
import { useWriting } from '../parts/use-writing.ts';
import { WhyNote } from '../parts/why-note.tsx';
import type { NotDone } from '../till-client/answer.ts';
import { useTillClient } from '../till-client/till-context.tsx';
import { useTillQuery } from '../till-client/use-till-query.ts';
import { PettyCashForm } from './petty-cash-form.tsx';
import { PettyCashList } from './petty-cash-list.tsx';
import { shrinkPhoto } from './shrink-photo.ts';
import { type Expense, useExpenseEntry } from './use-expense-entry.ts';

const UNREADABLE: NotDone = { ok: false, kind: 'refusal', refusal: 'photo_unreadable', details: {} };

/** Petty cash: pays an expense from the drawer or records it, shows what was spent, and takes back a wrong one. */
export function PettyCashPanel() {
  const { t } = useTranslation();
  const writing = useWriting();
  const { send } = useTillClient();
  const say = useSay();
  const { value, notDone } = useTillQuery(expenseListCall, {});
  const entry = useExpenseEntry(value?.isDrawerOpen ?? true);
  const asked = useApproved<Expense>(({ amountMinor, method, isRemoved }) => {
    const amount = writing.amount(amountMinor);
    const isCash = method === 'cash';
    if (isRemoved) return say({ message: t(isCash ? 'pettyCash.back' : 'pettyCash.removed', { amount }) });
    entry.clear();
    return say({ message: t(isCash ? 'pettyCash.paid' : 'pettyCash.recorded', { amount }) });
  });
  const takeBack = ({ expenseId }: Expense) =>
    asked.begin((approval) =>
      send(expenseTakeBackCall, { expenseId, ...(approval === undefined ? {} : { approval }) }),
    );
  const [notTaken, setNotTaken] = useState<NotDone | null>(null);
  const addPhoto = async ({ expenseId }: Expense, file: Blob) => {
    const picture = await shrinkPhoto(file);
    const answer = picture === null ? UNREADABLE : await send(expenseAddPhotoCall, { expenseId, picture });
    setNotTaken(answer.ok ? null : answer);
    if (answer.ok) say({ message: t('pettyCash.photoAdded') });
  };
  return (
    <SidePanel title={t('pettyCash.title')} asked={asked}>
      <WhyNote notDone={notDone} />
      {value !== undefined && (
        <>
          <PettyCashForm
            entry={entry}
            categories={value.categories}
            isDrawerOpen={value.isDrawerOpen}
            onRecord={() => asked.begin(entry.record)}
          />
          <WhyNote notDone={notTaken} />
          <PettyCashList
            spent={value}
            onTakeBack={takeBack}
            onPhoto={(expense, file) => void addPhoto(expense, file)}
          />
        </>
      )}
    </SidePanel>
  );
}
