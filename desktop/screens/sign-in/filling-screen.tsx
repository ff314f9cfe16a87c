import { CloudDownload } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '#shared/ui/empty-state.tsx';

/** The till belongs to a shop and fetches its settings and products for the first time. */
export function FillingScreen({ storeName, filledRows }: { readonly storeName: string; readonly filledRows: number }) {
  const { t } = useTranslation();
  return (
    <main className="grid min-h-dvh place-items-center" aria-live="polite">
      <EmptyState icon={CloudDownload} title={t('firstRun.filling', { storeName })}>
        {t('firstRun.fillingHelp', { count: filledRows })}
      </EmptyState>
    </main>
  );
}
