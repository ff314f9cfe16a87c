import { useTranslation } from 'react-i18next';
import { EnrolForm } from '../parts/enrol-form.tsx';
import { SheetFrame } from '../parts/sheet-frame.tsx';
import { useShortcuts } from '../parts/use-shortcuts.ts';

/** The office's address and a code make this machine a till of the shop. */
export function ConnectScreen({ onBack }: { readonly onBack: () => void }) {
  const { t } = useTranslation();
  useShortcuts({ Escape: onBack });
  return (
    <SheetFrame
      title={t('enrol.title')}
      backWords={t('keys.back')}
      onBack={onBack}
      keys={[{ keyCap: 'Esc', words: t('keys.back'), onPress: onBack }]}
    >
      <main className="grid place-items-center overflow-y-auto p-6">
        <div className="grid w-full max-w-112 gap-4 rounded-lg border border-line bg-surface p-6">
          <p>{t('enrol.help')}</p>
          <EnrolForm />
        </div>
      </main>
    </SheetFrame>
  );
}
