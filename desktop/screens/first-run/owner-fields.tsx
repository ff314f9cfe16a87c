import { useTranslation } from 'react-i18next';
import { Field } from '#shared/ui/field.tsx';
import type { DraftField } from './start-draft.ts';
import type { StartAlone } from './use-start-alone.ts';

const NAME_MAX = 120;
const PIN_MAX = 8;

function digitsOf(typed: string): string {
  return typed.replaceAll(/\D/g, '');
}

/** The first person, who may do everything. The PIN is typed twice, since nobody else could set a new one. */
export function OwnerFields({ form }: { readonly form: StartAlone }) {
  const { t } = useTranslation();
  const { draft, set, leave, wrongAt } = form;
  const whyAt = (field: DraftField, bad: string): string | undefined => {
    const why = wrongAt(field);
    return why === 'missing' ? t('startAlone.missing') : why === 'bad' ? bad : undefined;
  };
  return (
    <section className="grid gap-3.5" aria-labelledby="start-owner">
      <div>
        <h2 id="start-owner" className="mb-1 text-lg">
          {t('startAlone.owner')}
        </h2>
        <p className="text-sm text-muted">{t('startAlone.ownerHelp')}</p>
      </div>
      <Field
        label={t('startAlone.ownerName')}
        value={draft.ownerName}
        maxLength={NAME_MAX}
        onChange={(ownerName) => set({ ownerName })}
        error={whyAt('ownerName', t('startAlone.missing'))}
      />
      <Field
        label={t('startAlone.pin')}
        type="password"
        inputMode="numeric"
        autoComplete="new-password"
        value={draft.pin}
        maxLength={PIN_MAX}
        onChange={(typed) => set({ pin: digitsOf(typed) })}
        onBlur={() => leave('pin')}
        help={t('startAlone.pinHelp')}
        error={whyAt('pin', t('startAlone.pinWeak'))}
      />
      <Field
        label={t('startAlone.pinAgain')}
        type="password"
        inputMode="numeric"
        autoComplete="new-password"
        value={draft.pinAgain}
        maxLength={PIN_MAX}
        onChange={(typed) => set({ pinAgain: digitsOf(typed) })}
        onBlur={() => leave('pinAgain')}
        help={t('startAlone.pinAgainHelp')}
        error={whyAt('pinAgain', t('startAlone.pinDiffers'))}
      />
    </section>
  );
}
