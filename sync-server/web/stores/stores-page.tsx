import { Plus, Store } from 'lucide-react';
import { useState } from 'react';
import type { StoreAnswer, TillRow } from '#shared/api/store-endpoints.ts';
import { Button } from '#shared/ui/button.tsx';
import { EmptyState } from '#shared/ui/empty-state.tsx';
import { Icon } from '#shared/ui/icon.tsx';
import { Toast } from '#shared/ui/toast.tsx';
import { Card } from '../parts/card.tsx';
import { OldFiguresNote } from '../parts/old-figures-note.tsx';
import { Page } from '../parts/page.tsx';
import { useNowMs } from '../parts/use-now-ms.ts';
import { Waiting } from '../parts/waiting.tsx';
import { useMay } from '../session/me-context.ts';
import { useSay } from '../words/words.ts';
import { AddStorePanel } from './add-store-panel.tsx';
import { CodePanel } from './code-panel.tsx';
import { RevokeDialog } from './revoke-dialog.tsx';
import { StoreCard } from './store-card.tsx';
import { useStoreTills, useStores } from './use-stores.ts';

type Opened =
  | { readonly kind: 'code'; readonly store: StoreAnswer; readonly replaces: TillRow | null }
  | { readonly kind: 'revoke'; readonly till: TillRow }
  | { readonly kind: 'add' };

/** The stores and their tills: how they are, new codes, switching one off. */
export function StoresPage() {
  const say = useSay();
  const may = useMay();
  const nowMs = useNowMs();
  const stores = useStores();
  const { stores: storeTills } = useStoreTills();
  const [opened, setOpened] = useState<Opened | null>(null);
  const [toast, setToast] = useState<string | null>(null);
  const close = (): void => setOpened(null);
  const finish = (message: string): void => {
    close();
    setToast(message);
  };
  const add = may('settings.write') && (
    <Button onPress={() => setOpened({ kind: 'add' })}>
      <Icon of={Plus} size="small" />
      {say('store_add')}
    </Button>
  );
  return (
    <Page title={say('stores_title')} actions={storeTills.length > 0 && add}>
      <OldFiguresNote query={stores} />
      {stores.data === undefined ? (
        <Waiting query={stores} page={say('stores_title')} />
      ) : storeTills.length === 0 ? (
        <Card>
          <EmptyState icon={Store} title={say('stores_none_title')} action={add}>
            {say(may('settings.write') ? 'stores_none_do' : 'store_none_may')}
          </EmptyState>
        </Card>
      ) : (
        storeTills.map(({ store, tills }) => (
          <StoreCard
            key={store.id}
            store={store}
            tills={tills}
            nowMs={nowMs}
            onCode={(replaces) => setOpened({ kind: 'code', store, replaces })}
            onRevoke={(till) => setOpened({ kind: 'revoke', till })}
          />
        ))
      )}
      {opened?.kind === 'code' && (
        <CodePanel storeId={opened.store.id} storeName={opened.store.name} replaces={opened.replaces} onClose={close} />
      )}
      {opened?.kind === 'add' && (
        <AddStorePanel onClose={close} onAdded={(store) => finish(say('store_added', { store }))} />
      )}
      {opened?.kind === 'revoke' && (
        <RevokeDialog
          till={opened.till}
          onClose={close}
          onDone={() => finish(say('revoked_toast', { till: opened.till.name }))}
        />
      )}
      {toast !== null && (
        <div className="fixed bottom-20 left-4 z-(--z-toast) lap:bottom-6">
          <Toast message={toast} onGone={() => setToast(null)} />
        </div>
      )}
    </Page>
  );
}
