import { ChevronDown, CircleAlert } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#shared/ui/button.tsx';
import { Icon } from '#shared/ui/icon.tsx';
import { KeyCap } from '#shared/ui/key-cap.tsx';
import { Note } from '#shared/ui/note.tsx';
import { AskedNotes } from '../parts/asked-notes.tsx';
import { useShortcuts } from '../parts/use-shortcuts.ts';
import { MainFields } from './main-fields.tsx';
import { MoreFields } from './more-fields.tsx';
import type { ProductForm } from './use-product-form.ts';

type ProductFieldsProps = {
  readonly form: ProductForm;
  readonly submitWords: string;
  /** Whether a queue waits: then what can be said later is behind a button. */
  readonly isShort: boolean;
};

/** The form is longer than the page; its button and what is wrong stay in sight. */
const STICKS = 'sticky -bottom-5 -mx-5 -mb-5 grid gap-3 border-t border-line bg-surface px-5 pt-3 pb-5 small:static';

/** A product to fill in; while a manager is asked, the question stands in its place. */
export function ProductFields({ form, submitWords, isShort }: ProductFieldsProps) {
  const { t } = useTranslation();
  const [showsMore, setShowsMore] = useState(!isShort);
  const isStopped = form.asked.stopped !== null;
  // Over a sale F12 pays, as everywhere there; on the page of products it saves.
  useShortcuts(isShort ? {} : { F12: () => (isStopped ? undefined : form.save()) });
  return (
    <>
      <form
        className={isStopped ? 'hidden' : 'grid gap-3'}
        onSubmit={(event) => {
          event.preventDefault();
          form.save();
        }}
      >
        <MainFields form={form} />
        {showsMore ? (
          <MoreFields form={form} />
        ) : (
          <Button rank="quiet" full onPress={() => setShowsMore(true)}>
            <Icon of={ChevronDown} />
            {t('products.more')}
          </Button>
        )}
        <div className={isShort ? 'grid gap-3' : STICKS}>
          {form.wrongCount > 0 && (
            <Note tone="bad" icon={CircleAlert} role="alert">
              {t('products.look', { count: form.wrongCount })}
            </Note>
          )}
          {form.asked.refused !== null && <AskedNotes asked={form.asked} />}
          <Button type="submit" rank="primary" scale="choice" full>
            {submitWords}
            {!isShort && <KeyCap tone="inherit">F12</KeyCap>}
          </Button>
        </div>
      </form>
      {isStopped && <AskedNotes asked={form.asked} />}
    </>
  );
}
