import { CircleAlert, CloudCheck, CloudOff, CloudUpload, type LucideIcon } from 'lucide-react';
import { Button as PressButton } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { type syncStatusSchema, syncStatusCall } from '#shared/till-calls/sync-calls.ts';
import { classNames } from '#shared/ui/class-names.ts';
import { useTillQuery } from '../till-client/use-till-query.ts';
import type { Say } from '../words/words.ts';
import { usePlace } from './place.tsx';
import { useWriting, type Writing } from './use-writing.ts';

type Status = z.infer<typeof syncStatusSchema>;
type Sign = Status['sign'];

const LOOKS: Readonly<Record<Sign, { readonly icon: LucideIcon; readonly ground: string; readonly drawing: string }>> =
  {
    saved: { icon: CloudCheck, ground: 'px-2 text-muted hover:bg-hover', drawing: 'text-good' },
    waiting: { icon: CloudOff, ground: 'px-2 text-ink hover:bg-hover', drawing: 'text-warn' },
    sending: { icon: CloudUpload, ground: 'px-2 text-ink hover:bg-hover', drawing: 'text-warn' },
    attention: { icon: CircleAlert, ground: 'bg-bad-soft px-3 text-bad hover:bg-hover', drawing: '' },
  };

/** The sign's words: never colour alone. */
export function syncWords(status: Status, t: Say, { time }: Pick<Writing, 'time'>): string {
  switch (status.sign) {
    case 'saved':
      return t('sync.sign.saved');
    case 'waiting':
      return status.waitingSinceMs === null
        ? t('sync.sign.waiting', { count: status.waiting })
        : t('sync.sign.waitingSince', { count: status.waiting, time: time(status.waitingSinceMs) });
    case 'sending':
      return t('sync.sign.sending', { count: status.waiting });
    case 'attention':
      return t('sync.sign.attention', { count: Math.max(1, status.quarantined) });
  }
}

/** The quiet sync sign: always in the same place; it opens the details page where somebody is signed in. */
export function SyncSign({ isQuiet = false }: { readonly isQuiet?: boolean }) {
  const { t } = useTranslation();
  const writing = useWriting();
  const place = usePlace();
  const { value } = useTillQuery(syncStatusCall, {});
  if (value === undefined) return null;
  const { icon: Drawing, ground, drawing } = LOOKS[value.sign];
  return (
    <PressButton
      onPress={() => place.go({ page: 'sync' })}
      isDisabled={isQuiet}
      className={classNames(
        'inline-flex min-h-(--size-target) flex-none items-center gap-[0.4rem] rounded-md text-xs leading-[1.2] font-medium whitespace-nowrap',
        ground,
      )}
    >
      <Drawing aria-hidden="true" strokeWidth={1.75} className={classNames('size-[1.125rem] flex-none', drawing)} />
      {syncWords(value, t, writing)}
    </PressButton>
  );
}
