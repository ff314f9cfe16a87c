import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { syncWaitingCall } from '#shared/till-calls/sync-calls.ts';
import { Badge } from '#shared/ui/badge.tsx';
import { Cell, HeadCell, Table } from '#shared/ui/table.tsx';
import { useWriting } from '../parts/use-writing.ts';
import { lastErrorWords } from './last-error-words.ts';
import { operationWords } from './operation-words.ts';

export type WaitingChange = z.infer<typeof syncWaitingCall.output>['changes'][number];

/** Each thing that waits: what it is, when it happened, how often it was tried, and what the last try said. */
export function WaitingTable({
  changes,
  total,
}: {
  readonly changes: readonly WaitingChange[];
  readonly total: number;
}) {
  const { t } = useTranslation();
  if (changes.length === 0) return null;
  return (
    <section className="flex-none rounded-lg border border-line bg-surface">
      <header className="flex items-center justify-between gap-3 px-5 pt-4 pb-2">
        <h3>{t('sync.waiting.title')}</h3>
        <span className="text-xs text-muted">
          {changes.length < total ? t('sync.waiting.some', { shown: changes.length, total }) : t('sync.waiting.oldest')}
        </span>
      </header>
      <Table label={t('sync.waiting.title')}>
        <thead className="sr-only">
          <tr>
            <HeadCell>{t('sync.waiting.time')}</HeadCell>
            <HeadCell>{t('sync.waiting.what')}</HeadCell>
            <HeadCell isFigure>{t('sync.waiting.tries')}</HeadCell>
          </tr>
        </thead>
        <tbody>
          {changes.map((change) => (
            <WaitingRow key={change.changeId} change={change} />
          ))}
        </tbody>
      </Table>
    </section>
  );
}

function WaitingRow({ change }: { readonly change: WaitingChange }) {
  const { t } = useTranslation();
  const writing = useWriting();
  const isStopped = change.state === 'quarantined';
  return (
    <tr>
      <Cell className="h-10! w-18 text-muted tabular-nums">{writing.moment(change.occurredAtMs)}</Cell>
      <Cell className="h-10! w-full max-w-0 truncate">
        {operationWords(change, t)}
        {change.lastError !== null && (
          <span className="text-xs text-muted"> {lastErrorWords(change.lastError, t)}</span>
        )}
      </Cell>
      <Cell isFigure className="h-10!">
        {isStopped ? (
          <Badge tone="bad">{t('sync.waiting.stopped')}</Badge>
        ) : (
          <span className="text-xs text-muted">{t('sync.waiting.triesCount', { count: change.tries })}</span>
        )}
      </Cell>
    </tr>
  );
}
