import { CircleAlert } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '#shared/ui/button.tsx';
import { KeyCap } from '#shared/ui/key-cap.tsx';
import { Note } from '#shared/ui/note.tsx';
import { TwoColumns } from '../parts/sheet.tsx';
import { SheetFrame } from '../parts/sheet-frame.tsx';
import { useShortcuts } from '../parts/use-shortcuts.ts';
import { refusalWords } from '../words/refusal-words.ts';
import { NO_SHOP_RULES } from '../words/written-numbers.ts';
import { OwnerFields } from './owner-fields.tsx';
import { PlaceFields } from './place-fields.tsx';
import { ShopFields } from './shop-fields.tsx';
import { TaxFields } from './tax-fields.tsx';
import { useStartAlone } from './use-start-alone.ts';

/** A shop begins on this machine: its name, place and tax on the left, its first person on the right. */
export function StartAloneScreen({ onBack }: { readonly onBack: () => void }) {
  const { t } = useTranslation();
  const form = useStartAlone();
  const { wrongCount, isStarting, refused, start } = form;
  useShortcuts({ Escape: onBack, F12: start });
  return (
    <SheetFrame
      title={t('startAlone.title')}
      backWords={t('keys.back')}
      onBack={onBack}
      keys={[
        { keyCap: 'Esc', words: t('keys.back'), onPress: onBack },
        { keyCap: 'F12', words: t('startAlone.do'), onPress: start, isDisabled: isStarting },
      ]}
    >
      <form
        className="grid min-h-0"
        onSubmit={(event) => {
          event.preventDefault();
          start();
        }}
      >
        <TwoColumns
          workClassName="p-5"
          work={
            <div className="flex max-w-200 flex-col gap-6">
              <ShopFields form={form} />
              <PlaceFields form={form} />
              <TaxFields form={form} />
            </div>
          }
          decisionClassName="gap-3.5 p-5"
          decision={
            <>
              <OwnerFields form={form} />
              <div className="mt-auto grid gap-3">
                {wrongCount > 0 && (
                  <Note tone="bad" icon={CircleAlert} role="alert">
                    {t('startAlone.look', { count: wrongCount })}
                  </Note>
                )}
                {refused !== null && (
                  <Note tone="bad" icon={CircleAlert} role="alert">
                    {refusalWords(refused, t, NO_SHOP_RULES)}
                  </Note>
                )}
                <p className="text-sm text-muted">{t('startAlone.after')}</p>
                <Button type="submit" rank="primary" scale="pay" full isDisabled={isStarting}>
                  {t(isStarting ? 'startAlone.doing' : 'startAlone.do')}
                  <KeyCap tone="inherit">F12</KeyCap>
                </Button>
              </div>
            </>
          }
        />
      </form>
    </SheetFrame>
  );
}
