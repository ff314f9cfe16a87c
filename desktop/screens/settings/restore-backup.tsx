import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { backupRestoreCall } from '#shared/till-calls/backup-calls.ts';
import { Button } from '#shared/ui/button.tsx';
import { AskedNotes } from '../parts/asked-notes.tsx';
import { useTillState } from '../parts/till-facts.tsx';
import { useApproved } from '../parts/use-approved.ts';
import { useWriting } from '../parts/use-writing.ts';
import { useTillClient } from '../till-client/till-context.tsx';
import type { BackupView } from './backup-table.tsx';

type RestoreBackupProps = { readonly backup: BackupView; readonly onCancel: () => void };

/** Says plainly what restoring does, and does it. The till then asks who is there, and says that it was set back. */
export function RestoreBackup({ backup, onCancel }: RestoreBackupProps) {
  const { t } = useTranslation();
  const writing = useWriting();
  const { send } = useTillClient();
  const { isAlone } = useTillState();
  const queries = useQueryClient();
  const [isRestoring, setIsRestoring] = useState(false);
  const asked = useApproved<object>(() => void queries.invalidateQueries());
  const restore = () =>
    asked.begin(async (approval) => {
      setIsRestoring(true);
      const answer = await send(backupRestoreCall, {
        name: backup.name,
        ...(approval === undefined ? {} : { approval }),
      });
      setIsRestoring(false);
      return answer;
    });
  return (
    <>
      <h2 className="text-lg">{t('safety.restore.title', { moment: writing.exactMoment(backup.madeAtMs) })}</h2>
      {asked.stopped === null && (
        <>
          <p>{t('safety.restore.puts')}</p>
          <ul className="grid list-disc gap-1.5 pl-5 text-sm text-muted">
            <li>{t(isAlone ? 'safety.restore.alone' : 'safety.restore.waiting')}</li>
            {!isAlone && <li>{t('safety.restore.office')}</li>}
            <li>{t('safety.restore.aside')}</li>
          </ul>
          <p className="text-sm text-muted">{t('safety.restore.signIn')}</p>
        </>
      )}
      <AskedNotes asked={asked} />
      {asked.stopped === null && (
        <Button rank="destroying" scale="choice" full isDisabled={isRestoring} onPress={restore}>
          {t(isRestoring ? 'safety.restore.doing' : 'safety.restore.do')}
        </Button>
      )}
      <Button full onPress={onCancel}>
        {t('safety.restore.cancel')}
      </Button>
    </>
  );
}
