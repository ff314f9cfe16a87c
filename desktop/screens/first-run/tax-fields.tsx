import { useTranslation } from 'react-i18next';
import { Field } from '#shared/ui/field.tsx';
import { Segments } from '#shared/ui/segments.tsx';
import { entryOf } from '../parts/number-entry.ts';
import type { TaxKind } from './start-draft.ts';
import type { StartAlone } from './use-start-alone.ts';

const KINDS: readonly TaxKind[] = ['none', 'inside', 'onTop'];
const NAME_MAX = 60;

/** The one tax that most goods carry, and whether prices on the shelf hold it. */
export function TaxFields({ form }: { readonly form: StartAlone }) {
  const { t } = useTranslation();
  const { draft, set, leave, wrongAt } = form;
  const { taxKind, taxName, taxRate } = draft;
  return (
    <section className="grid gap-3" aria-labelledby="start-tax">
      <h2 id="start-tax" className="text-lg">
        {t('startAlone.tax')}
      </h2>
      <Segments
        label={t('startAlone.tax')}
        isFull
        choices={KINDS.map((value) => ({ value, words: t(`startAlone.taxes.${value}`) }))}
        chosen={taxKind}
        onChoose={(chosen) => set({ taxKind: chosen })}
      />
      {taxKind !== 'none' && (
        <div className="grid grid-cols-2 items-start gap-4 small:grid-cols-1">
          <Field
            label={t('startAlone.taxName')}
            value={taxName}
            maxLength={NAME_MAX}
            onChange={(typed) => set({ taxName: typed })}
            placeholder={t('startAlone.taxNameExample')}
            error={wrongAt('taxName') === undefined ? undefined : t('startAlone.missing')}
          />
          <Field
            label={t('startAlone.taxRate')}
            value={taxRate.text}
            inputMode="decimal"
            onChange={(typed) => set({ taxRate: entryOf(typed, taxRate.places) })}
            onBlur={() => leave('taxRate')}
            trail={<span className="text-muted">%</span>}
            error={wrongAt('taxRate') === undefined ? undefined : t('startAlone.taxRateWrong')}
          />
        </div>
      )}
    </section>
  );
}
