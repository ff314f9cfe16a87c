import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePlace } from '../parts/place.tsx';
import { Sheet, TwoColumns } from '../parts/sheet.tsx';
import { useShortcuts } from '../parts/use-shortcuts.ts';
import type { Credit, Loaded } from './credit-views.ts';
import { CreditLoaded } from './credit-loaded.tsx';
import { FindCredit } from './find-credit.tsx';
import { LoadCredit } from './load-credit.tsx';

/** Gift cards and store credit: one is looked up on the left, sold or given more on the right. */
export function CreditsScreen() {
  const { t } = useTranslation();
  const place = usePlace();
  const [more, setMore] = useState<Credit | null>(null);
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  const back = () => place.go({ page: 'sell' });
  const toDrawer = () => place.open({ panel: 'drawer' });
  useShortcuts({ Escape: back, F10: toDrawer });
  const done = () => {
    setLoaded(null);
    setMore(null);
  };
  return (
    <Sheet
      title={t('credits.title')}
      onBack={back}
      keys={[
        { keyCap: 'Esc', words: t('keys.backToSale'), onPress: back },
        { keyCap: 'F10', words: t('keys.drawer'), onPress: toDrawer },
      ]}
    >
      <TwoColumns
        workClassName="flex flex-col gap-4 p-5"
        work={
          <FindCredit
            onMore={(credit) => {
              setLoaded(null);
              setMore(credit);
            }}
          />
        }
        decisionClassName="gap-4 p-5"
        decision={
          loaded === null ? (
            <LoadCredit key={more?.creditId ?? 'new'} credit={more} onLoaded={setLoaded} onNew={() => setMore(null)} />
          ) : (
            <CreditLoaded key={loaded.loadId} loaded={loaded} onDone={done} />
          )
        }
      />
    </Sheet>
  );
}
