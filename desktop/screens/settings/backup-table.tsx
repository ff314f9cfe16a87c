import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import type { backupViewSchema } from '#shared/till-calls/backup-calls.ts';
import { Button } from '#shared/ui/button.tsx';
import { Cell, HeadCell, Table } from '#shared/ui/table.tsx';
import { useWriting } from '../parts/use-writing.ts';

export type BackupView = z.infer<typeof backupViewSchema>;

type BackupTableProps = {
  readonly backups: readonly BackupView[];
  readonly chosenName: string | null;
  readonly onChoose: (backup: BackupView) => void;
};

/** Each backup with its time and size, newest first, and the way back to it. */
export function BackupTable({ backups, chosenName, onChoose }: BackupTableProps) {
  const { t } = useTranslation();
  const writing = useWriting();
  if (backups.length === 0) return null;
  return (
    <section className="flex-none rounded-lg border border-line bg-surface">
      <header className="flex items-center justify-between gap-3 px-5 pt-4 pb-2">
        <h3>{t('safety.list.title')}</h3>
        <span className="text-xs text-muted">{t('safety.list.kept')}</span>
      </header>
      <Table label={t('safety.list.title')} isStill>
        <thead>
          <tr>
            <HeadCell>{t('safety.list.made')}</HeadCell>
            <HeadCell isFigure>{t('safety.list.size')}</HeadCell>
            <HeadCell />
          </tr>
        </thead>
        <tbody>
          {backups.map((backup) => {
            const moment = writing.exactMoment(backup.madeAtMs);
            return (
              <tr key={backup.name}>
                <Cell className="w-full tabular-nums">{moment}</Cell>
                <Cell isFigure className="text-muted">
                  {writing.bytes(backup.bytes)}
                </Cell>
                <Cell isFigure className="py-1">
                  <Button
                    rank={backup.name === chosenName ? 'chosen' : 'quiet'}
                    aria-label={t('safety.list.chooseThat', { moment })}
                    onPress={() => onChoose(backup)}
                  >
                    {t('safety.list.choose')}
                  </Button>
                </Cell>
              </tr>
            );
          })}
        </tbody>
      </Table>
    </section>
  );
}
