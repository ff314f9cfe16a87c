import { Plus, Trash2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '#shared/ui/button.tsx';
import { Field } from '#shared/ui/field.tsx';
import { Icon } from '#shared/ui/icon.tsx';
import { IconButton } from '#shared/ui/icon-button.tsx';
import { AmountField } from '../parts/amount-field.tsx';
import { entryOf } from '../parts/number-entry.ts';
import { type CodeDraft, emptyCode, isPlainCode, withRow } from './product-draft.ts';
import { useCodeWords } from './use-code-words.ts';
import type { ProductForm } from './use-product-form.ts';

const CODE_MAX = 128;

/** The codes of a product: one alone is one field; further ones, and cartons, have a row each. */
export function CodeFields({ form }: { readonly form: ProductForm }) {
  const { t } = useTranslation();
  const { draft, set } = form;
  const [first] = draft.codes;
  const edit = (code: CodeDraft, change: Partial<CodeDraft>) =>
    set({ codes: draft.codes.map((each) => (each.id === code.id ? { ...each, ...change } : each)) });
  const remove = (code: CodeDraft) => {
    const left = draft.codes.filter(({ id }) => id !== code.id);
    set({ codes: left.length > 0 ? left : [emptyCode(0, '', draft.price.places)] });
  };
  return (
    <>
      {isPlainCode(draft) && first !== undefined ? (
        <CodeField form={form} code={first} onEdit={(change) => edit(first, change)} help={t('products.codeHelp')} />
      ) : (
        draft.codes.map((code, place) => (
          <CodeRow
            key={code.id}
            form={form}
            code={code}
            title={t('products.codeOf', { number: place + 1 })}
            onEdit={(change) => edit(code, change)}
            onRemove={() => remove(code)}
          />
        ))
      )}
      {draft.codes.every(({ code }) => code.trim() !== '') && (
        <Button full onPress={() => set(withRow(draft, ''))}>
          <Icon of={Plus} />
          {t('products.addCode')}
        </Button>
      )}
    </>
  );
}

type CodeProps = {
  readonly form: ProductForm;
  readonly code: CodeDraft;
  readonly onEdit: (change: Partial<CodeDraft>) => void;
};

function CodeField({ form, code, onEdit, help }: CodeProps & { readonly help?: string }) {
  const { t } = useTranslation();
  const words = useCodeWords(code.code, form.product?.variantId ?? null) ?? help;
  return (
    <Field
      label={t('products.code')}
      value={code.code}
      maxLength={CODE_MAX}
      onChange={(typed) => onEdit({ code: typed })}
      {...(words === undefined ? {} : { help: words })}
    />
  );
}

function CodeRow({ title, onRemove, ...row }: CodeProps & { readonly title: string; readonly onRemove: () => void }) {
  const { t } = useTranslation();
  const { form, code, onEdit } = row;
  const isNoPack = form.isWrong('pieces') && code.code.trim() !== '' && Number(code.pieces.text) === 0;
  return (
    <fieldset className="grid gap-3 rounded-md border border-line p-3" aria-label={title}>
      <div className="flex items-start gap-2">
        <div className="min-w-0 flex-1">
          <CodeField {...row} />
        </div>
        <IconButton
          rank="quiet"
          className="mt-5"
          label={t('products.removeCode', { code: title })}
          icon={<Icon of={Trash2} />}
          onPress={onRemove}
        />
      </div>
      <div className="grid grid-cols-2 items-start gap-3">
        <Field
          label={t('products.pieces')}
          value={code.pieces.text}
          inputMode="decimal"
          onChange={(typed) => onEdit({ pieces: entryOf(typed, code.pieces.places) })}
          error={isNoPack ? t('products.piecesWrong') : undefined}
        />
        <AmountField
          label={t('products.packPrice')}
          entry={code.price}
          onChange={(price) => onEdit({ price })}
          help={t('products.packPriceHelp')}
        />
      </div>
    </fieldset>
  );
}
