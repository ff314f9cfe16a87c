import { Building2 } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '#shared/ui/button.tsx';
import { Icon } from '#shared/ui/icon.tsx';

/** What an office would bring a till that is alone, and the way there. */
export function JoinOffer({ onJoin }: { readonly onJoin: () => void }) {
  const { t } = useTranslation();
  return (
    <section className="grid gap-3 border-b border-line pb-4">
      <h2 className="flex items-center gap-2 text-lg">
        <Icon of={Building2} />
        {t('sync.offer.title')}
      </h2>
      <p className="text-sm text-muted">{t('sync.offer.help')}</p>
      <Button rank="primary" scale="choice" full onPress={onJoin}>
        {t('join.open')}
      </Button>
    </section>
  );
}
