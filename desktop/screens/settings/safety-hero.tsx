import { ShieldAlert, ShieldCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Icon } from '#shared/ui/icon.tsx';
import { useWriting } from '../parts/use-writing.ts';
import type { BackupView } from './backup-table.tsx';

/** The one sentence: how old the newest backup is, and what it is for. */
export function SafetyHero({ last }: { readonly last: BackupView | undefined }) {
  const { t } = useTranslation();
  const writing = useWriting();
  return (
    <section className="flex items-center gap-4">
      <Icon
        of={last === undefined ? ShieldAlert : ShieldCheck}
        size="hero"
        className={last === undefined ? 'text-warn' : 'text-good'}
      />
      <div className="min-w-0 flex-1">
        <h2 className="mb-1 text-xl">
          {last === undefined
            ? t('safety.hero.none')
            : t('safety.hero.some', { moment: writing.moment(last.madeAtMs) })}
        </h2>
        <p className="max-w-160 text-muted">{t('safety.hero.help')}</p>
      </div>
    </section>
  );
}
