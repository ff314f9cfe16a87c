import { useTranslation } from 'react-i18next';
import { expenseListCall, expenseTakeBackCall } from '#shared/till-calls/expense-calls.ts';
import { useSay } from '../parts/saying.tsx';
import { SidePanel } from '../parts/side-panel.tsx';
import { useApproved } from '../parts/use-approved.ts';
import { useWriting } from '../parts/use-writing.ts';
import { WhyNote } from '../parts/why-note.tsx';
import { useTillClient } from '../till-client/till-context.tsx';
import { useTillQuery } from '../till-client/use-till-query.ts';
import { PettyCashForm } from './petty-cash-form.tsx';
import { PettyCashList } from './petty-cash-list.tsx';
import { type Expense, useExpenseEntry } from './use-expense-entry.ts';

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
          <PettyCashList spent={value} onTakeBack={takeBack} />
        </>
      )}
    </SidePanel>
  );
}
