import { NotebookPen } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { classNames } from '#shared/ui/class-names.ts';
import { EmptyState } from '#shared/ui/empty-state.tsx';
import { usePlace } from '../parts/place.tsx';
import { Sheet, TwoColumns } from '../parts/sheet.tsx';
import { useShortcuts } from '../parts/use-shortcuts.ts';
import { AccountSide } from './account-side.tsx';
import { DebtorList } from './debtor-list.tsx';

/** Who owes, and the account of whoever is chosen: what is owed and since when, what was bought and paid, and a payment taken. */
export function DebtBookScreen({ customerId }: { readonly customerId: string | null }) {
  const { t } = useTranslation();
  const place = usePlace();
  const [chosen, choose] = useState(customerId);
  const back = () => place.go({ page: 'sell' });
  const toCustomers = () => place.open({ panel: 'customer' });
  const toDrawer = () => place.open({ panel: 'drawer' });
  useShortcuts({ Escape: back, F3: toCustomers, F10: toDrawer });
  return (
    <Sheet
      title={t('debts.title')}
      onBack={back}
      keys={[
        { keyCap: 'Esc', words: t('keys.backToSale'), onPress: back },
        { keyCap: 'F3', words: t('keys.customer'), onPress: toCustomers },
        { keyCap: 'F10', words: t('keys.drawer'), onPress: toDrawer },
      ]}
    >
      <TwoColumns
        workClassName={classNames('flex flex-col gap-4 p-5', chosen !== null && 'small:hidden')}
        work={<DebtorList chosen={chosen} onChoose={choose} />}
        decisionClassName="gap-4 p-5"
        decision={
          chosen === null ? (
            <div className="my-auto">
              <EmptyState icon={NotebookPen} title={t('debts.choose')}>
                {t('debts.chooseHelp')}
              </EmptyState>
            </div>
          ) : (
            <AccountSide key={chosen} customerId={chosen} onList={() => choose(null)} />
          )
        }
      />
    </Sheet>
  );
}
