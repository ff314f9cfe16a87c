import { useTranslation } from 'react-i18next';
import { Field } from '#shared/ui/field.tsx';
import { codeOf } from './start-draft.ts';
import type { StartAlone } from './use-start-alone.ts';

const NAME_MAX = 120;
const STORE_NAME_MAX = 80;
const CODE_MAX = 6;

/** What the shop is called: by its people, and in front of its receipt numbers. */
export function ShopFields({ form }: { readonly form: StartAlone }) {
  const { t } = useTranslation();
  const { draft, set, leave, wrongAt } = form;
  const missing = t('startAlone.missing');
  return (
    <section className="grid gap-3" aria-labelledby="start-shop">
      <h2 id="start-shop" className="text-lg">
        {t('startAlone.shop')}
      </h2>
      <Field
        label={t('startAlone.businessName')}
        value={draft.businessName}
        maxLength={NAME_MAX}
        onChange={(businessName) => set({ businessName })}
        help={t('startAlone.businessNameHelp')}
        error={wrongAt('businessName') === undefined ? undefined : missing}
      />
      <div className="grid grid-cols-[minmax(0,1fr)_minmax(0,1fr)] items-start gap-4 small:grid-cols-1">
        <Field
          label={t('startAlone.storeName')}
          value={draft.storeName}
          maxLength={STORE_NAME_MAX}
          onChange={(storeName) => set({ storeName })}
          help={t('startAlone.storeNameHelp')}
          error={wrongAt('storeName') === undefined ? undefined : missing}
        />
        <Field
          label={t('startAlone.storeCode')}
          value={codeOf(draft)}
          maxLength={CODE_MAX}
          onChange={(storeCode) => set({ storeCode: storeCode.toUpperCase() })}
          onBlur={() => leave('storeCode')}
          help={t('startAlone.storeCodeHelp')}
          error={wrongAt('storeCode') === undefined ? undefined : t('startAlone.storeCodeWrong')}
        />
      </div>
    </section>
  );
}
