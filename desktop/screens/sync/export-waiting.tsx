import { CircleCheck, HardDriveDownload } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { syncExportCall } from '#shared/till-calls/sync-calls.ts';
import { Button } from '#shared/ui/button.tsx';
import { Icon } from '#shared/ui/icon.tsx';
import { Note } from '#shared/ui/note.tsx';
import { AskedNotes } from '../parts/asked-notes.tsx';
import { useApproved } from '../parts/use-approved.ts';
import { useTillClient } from '../till-client/till-context.tsx';

type Exported = z.infer<typeof syncExportCall.output>;

/** What waits as a file to be carried to the office, for a machine that has no way there any more. */
export function ExportWaiting() {
  const { t } = useTranslation();
  const { send } = useTillClient();
  const [written, setWritten] = useState<Exported | null>(null);
  const [isWriting, setIsWriting] = useState(false);
  const asked = useApproved<Exported>(setWritten);
  const write = () => {
    setWritten(null);
    asked.begin(async (approval) => {
      setIsWriting(true);
      const answer = await send(syncExportCall, approval === undefined ? {} : { approval });
      setIsWriting(false);
      return answer;
    });
  };
  return (
    <section className="grid gap-2">
      <h3>{t('sync.export.title')}</h3>
      {asked.stopped === null && written === null && (
        <>
          <p className="text-sm text-muted">{t('sync.export.help')}</p>
          <Button full isDisabled={isWriting} onPress={write}>
            <Icon of={HardDriveDownload} />
            {t(isWriting ? 'sync.export.doing' : 'sync.export.do')}
          </Button>
        </>
      )}
      {written !== null && (
        <Note tone="good" icon={CircleCheck} role="status" title={t('sync.export.done', { count: written.changes })}>
          {t('sync.export.where')}
          <span className="mt-1 block font-medium break-all">{written.folder}</span>
          {written.files.map(({ name }) => (
            <span key={name} className="block break-all">
              {name}
            </span>
          ))}
        </Note>
      )}
      <AskedNotes asked={asked} />
    </section>
  );
}
