import { useQueryClient } from '@tanstack/react-query';
import { CircleCheck, DatabaseBackup } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { backupListCall, backupMakeCall } from '#shared/till-calls/backup-calls.ts';
import { Button } from '#shared/ui/button.tsx';
import { Icon } from '#shared/ui/icon.tsx';
import { Note } from '#shared/ui/note.tsx';
import { AskedNotes } from '../parts/asked-notes.tsx';
import { useApproved } from '../parts/use-approved.ts';
import { useWriting } from '../parts/use-writing.ts';
import { useTillClient } from '../till-client/till-context.tsx';
import type { BackupView } from './backup-table.tsx';

/** One more backup, now; and what came of it. */
export function MakeBackup() {
  const { t } = useTranslation();
  const writing = useWriting();
  const { send } = useTillClient();
  const queries = useQueryClient();
  const [made, setMade] = useState<BackupView | null>(null);
  const [isMaking, setIsMaking] = useState(false);
  const asked = useApproved<BackupView>((backup) => {
    setMade(backup);
    void queries.invalidateQueries({ queryKey: [backupListCall.name] });
  });
  const make = () => {
    setMade(null);
    asked.begin(async (approval) => {
      setIsMaking(true);
      const answer = await send(backupMakeCall, approval === undefined ? {} : { approval });
      setIsMaking(false);
      return answer;
    });
  };
  return (
    <>
      {asked.stopped === null && (
        <>
          <Button rank="primary" scale="choice" full isDisabled={isMaking} onPress={make}>
            <Icon of={DatabaseBackup} />
            {t(isMaking ? 'safety.make.doing' : 'safety.make.do')}
          </Button>
          <p className="text-sm text-muted">{t('safety.make.help')}</p>
        </>
      )}
      {made !== null && (
        <Note tone="good" icon={CircleCheck} role="status">
          {t('safety.make.done', { size: writing.bytes(made.bytes) })}
        </Note>
      )}
      <AskedNotes asked={asked} />
    </>
  );
}
