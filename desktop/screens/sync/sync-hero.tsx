import { CircleAlert, CloudCheck, CloudOff, CloudUpload, HardDrive, type LucideIcon, RefreshCw } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { syncStatusSchema } from '#shared/till-calls/sync-calls.ts';
import { Button } from '#shared/ui/button.tsx';
import { Icon } from '#shared/ui/icon.tsx';
import { useWriting } from '../parts/use-writing.ts';

export type SyncStatus = z.infer<typeof syncStatusSchema>;

const LOOKS: Readonly<Record<SyncStatus['sign'], { readonly icon: LucideIcon; readonly color: string }>> = {
  saved: { icon: CloudCheck, color: 'text-good' },
  waiting: { icon: CloudOff, color: 'text-warn' },
  sending: { icon: CloudUpload, color: 'text-warn' },
  attention: { icon: CircleAlert, color: 'text-bad' },
};

/** A till that is alone: nothing is sent, and nothing waits. */
export function AloneHero() {
  const { t } = useTranslation();
  return (
    <section className="flex items-center gap-4 small:flex-wrap">
      <Icon of={HardDrive} size="hero" className="text-good" />
      <div className="min-w-0 flex-1">
        <h2 className="mb-1 text-xl">{t('sync.hero.alone')}</h2>
        <p className="max-w-160 text-muted">{t('sync.hero.aloneHelp')}</p>
      </div>
    </section>
  );
}

/** Nothing goes on by itself: the owner has to do something. */
function needsOwner(status: SyncStatus): status is SyncStatus & { readonly state: 'cloned' | 'revoked' | 'unknown' } {
  return status.state === 'revoked' || isHeld(status);
}

/** What waits is kept here until then. */
function isHeld({ state }: SyncStatus): boolean {
  return state === 'cloned' || state === 'unknown';
}

/** The one sentence: what is, and that everything is safe here. */
export function SyncHero({ status, onRetry }: { readonly status: SyncStatus; readonly onRetry: () => void }) {
  const { t } = useTranslation();
  const writing = useWriting();
  const { icon, color } = LOOKS[status.sign];
  const since = status.waitingSinceMs ?? status.lastContactMs;
  const isAway = !status.isOnline && status.sign !== 'saved' && !needsOwner(status);
  const title = needsOwner(status)
    ? t(`sync.hero.${status.state}`)
    : isAway
      ? since === null
        ? t('sync.hero.offline')
        : t('sync.hero.offlineSince', { moment: writing.moment(since) })
      : t(`sync.hero.${status.sign}`);
  return (
    <section className="flex items-center gap-4 small:flex-wrap">
      <Icon of={icon} size="hero" className={color} />
      <div className="min-w-0 flex-1">
        <h2 className="mb-1 text-xl">{title}</h2>
        <p className="text-muted">
          {status.waiting === 0
            ? t('sync.hero.nothingWaits')
            : t(isHeld(status) ? 'sync.hero.held' : 'sync.hero.waits', { count: status.waiting })}
        </p>
      </div>
      <Button onPress={onRetry}>
        <Icon of={RefreshCw} />
        {t('sync.tryNow')}
      </Button>
    </section>
  );
}
