import { Info, KeyRound } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { may } from '#shared/people/may.ts';
import { catalogueProductCall } from '#shared/till-calls/product-calls.ts';
import { Note } from '#shared/ui/note.tsx';
import { FocusedPart } from '../parts/focused-part.tsx';
import { useSession, useTillState } from '../parts/till-facts.tsx';
import { useWriting } from '../parts/use-writing.ts';
import { WhyNote } from '../parts/why-note.tsx';
import { useScanner } from '../scanner/use-scanner.ts';
import { useTillQuery } from '../till-client/use-till-query.ts';
import { type Product, type ProductDraft, draftOf, newProduct, withCode } from './product-draft.ts';
import { ProductFields } from './product-fields.tsx';
import { type SavedProduct, useProductForm } from './use-product-form.ts';

type OnSaved = { readonly onSaved: (saved: SavedProduct) => void };

/** A product that is there, to edit. */
export function EditProduct({ variantId, onSaved }: OnSaved & { readonly variantId: string }) {
  const { currencyPlaces } = useWriting();
  const { value, notDone } = useTillQuery(catalogueProductCall, { variantId }, { isFresh: true });
  // An older answer stays in sight while this one is asked for; it is another product's.
  if (value?.variantId !== variantId) return <WhyNote notDone={notDone} />;
  return <Filled start={draftOf(value, currencyPlaces)} product={value} onSaved={onSaved} />;
}

/** A new product, perhaps with the code that was scanned. */
export function NewProduct({ code, onSaved }: OnSaved & { readonly code: string }) {
  const { currencyPlaces } = useWriting();
  return <Filled start={newProduct({ code, name: '' }, currencyPlaces)} product={null} onSaved={onSaved} />;
}

type FilledProps = OnSaved & { readonly start: ProductDraft; readonly product: Product | null };

function Filled({ start, product, onSaved }: FilledProps) {
  const { t } = useTranslation();
  const form = useProductForm(start, product, onSaved);
  useScanner({ onScan: (code) => form.set(withCode(form.draft, code)), onTyped: () => undefined });
  return (
    <FocusedPart>
      <h2 className="text-lg">{product === null ? t('products.add') : product.name}</h2>
      <WhoSaves />
      <ProductFields
        form={form}
        submitWords={t(product === null ? 'products.save' : 'products.saveEdit')}
        isShort={false}
      />
    </FocusedPart>
  );
}

/** What to know before typing: that a manager will be asked, or that the office sees it too. */
function WhoSaves() {
  const { t } = useTranslation();
  const { isAlone } = useTillState();
  const { permissions } = useSession();
  if (!may(permissions, 'product.write')) return <Note icon={KeyRound}>{t('products.managerAgrees')}</Note>;
  return isAlone ? null : <Note icon={Info}>{t('products.goesToOffice')}</Note>;
}
