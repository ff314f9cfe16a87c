import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { catalogueFindCall } from '#shared/till-calls/catalogue-calls.ts';
import { Button } from '#shared/ui/button.tsx';
import { Field } from '#shared/ui/field.tsx';
import { Icon } from '#shared/ui/icon.tsx';
import { KeyCap } from '#shared/ui/key-cap.tsx';
import { Segments } from '#shared/ui/segments.tsx';
import { usePlace } from '../parts/place.tsx';
import { useSay } from '../parts/saying.tsx';
import { Sheet, TwoColumns } from '../parts/sheet.tsx';
import { useShortcuts } from '../parts/use-shortcuts.ts';
import { WhyNote } from '../parts/why-note.tsx';
import { useScanner } from '../scanner/use-scanner.ts';
import { useTillClient } from '../till-client/till-context.tsx';
import { EditProduct, NewProduct } from './edit-product.tsx';
import { ProductList } from './product-list.tsx';
import { type ProductSearch, useProductSearch } from './use-product-search.ts';
import type { SavedProduct } from './use-product-form.ts';

/** What is open beside the list: nothing, a product, or a new one; the count makes each new one a page of its own. */
type Open = { readonly variantId: string } | { readonly isNew: number; readonly code: string } | null;

/** What the shop sells: find a product, edit it, add one. A scan opens the product, or begins a new one. */
export function ProductsScreen({ isAdding }: { readonly isAdding: boolean }) {
  const { t } = useTranslation();
  const { go } = usePlace();
  const { send } = useTillClient();
  const say = useSay();
  const search = useProductSearch();
  const [opened, setOpened] = useState<Open>(isAdding ? { isNew: 0, code: '' } : null);
  const [addedCount, setAddedCount] = useState(0);
  const add = (code = '') => {
    setAddedCount(addedCount + 1);
    setOpened({ isNew: addedCount + 1, code });
  };
  const back = () => go({ page: 'sell' });
  const escape = () => (opened === null ? back() : setOpened(null));
  const saved = ({ input }: SavedProduct) => {
    say({ message: t(input.id === null ? 'products.added' : 'products.saved', { name: input.name }) });
    if (input.id === null) add();
    else setOpened(null);
  };
  useShortcuts({ Escape: escape, F2: () => add() });
  useScanner(
    {
      onScan: (code) =>
        void send(catalogueFindCall, { code }).then((found) => {
          const item = found.ok ? found.value.items[0] : undefined;
          return item === undefined ? add(code) : setOpened({ variantId: item.variantId });
        }),
      onTyped: () => undefined,
    },
    opened === null,
  );
  return (
    <Sheet
      title={t('products.title')}
      onBack={back}
      keys={[
        { keyCap: 'Esc', words: t(opened === null ? 'keys.backToSale' : 'products.backToList'), onPress: escape },
        { keyCap: 'F2', words: t('products.add'), onPress: () => add() },
      ]}
    >
      <TwoColumns
        workClassName="flex flex-col gap-3 p-5"
        work={
          <>
            <Narrow search={search} />
            <WhyNote notDone={search.notDone} />
            <ProductList
              search={search}
              chosenId={opened !== null && 'variantId' in opened ? opened.variantId : null}
              onChoose={({ variantId }) => setOpened({ variantId })}
            />
          </>
        }
        decisionClassName="gap-3 p-5"
        decision={
          opened === null ? (
            <BeginAdding onAdd={() => add()} />
          ) : 'variantId' in opened ? (
            <EditProduct key={opened.variantId} variantId={opened.variantId} onSaved={saved} />
          ) : (
            <NewProduct key={opened.isNew} code={opened.code} onSaved={saved} />
          )
        }
      />
    </Sheet>
  );
}

function Narrow({ search }: { readonly search: ProductSearch }) {
  const { t } = useTranslation();
  return (
    <div className="flex flex-wrap items-end gap-3">
      <Field
        className="min-w-56 flex-1"
        label={t('products.search')}
        value={search.text}
        maxLength={100}
        onChange={search.type}
      />
      <Segments
        label={t('products.which')}
        choices={[
          { value: 'sold', words: t('products.sold') },
          { value: 'unsold', words: t('products.unsold') },
        ]}
        chosen={search.isSold ? 'sold' : 'unsold'}
        onChoose={(which) => search.show(which === 'sold')}
      />
    </div>
  );
}

function BeginAdding({ onAdd }: { readonly onAdd: () => void }) {
  const { t } = useTranslation();
  return (
    <>
      <h2 className="text-lg">{t('products.begin')}</h2>
      <p className="text-sm text-muted">{t('products.beginHelp')}</p>
      <Button rank="primary" scale="choice" full onPress={onAdd}>
        <Icon of={Plus} />
        {t('products.add')}
        <KeyCap tone="inherit">F2</KeyCap>
      </Button>
    </>
  );
}
