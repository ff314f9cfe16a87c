import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { backupListCall } from '#shared/till-calls/backup-calls.ts';
import { Skeleton } from '#shared/ui/skeleton.tsx';
import { usePlace } from '../parts/place.tsx';
import { Sheet, TwoColumns } from '../parts/sheet.tsx';
import { useShortcuts } from '../parts/use-shortcuts.ts';
import { WhyNote } from '../parts/why-note.tsx';
import { useTillQuery } from '../till-client/use-till-query.ts';
import { type BackupView, BackupTable } from './backup-table.tsx';
import { LeaveBusiness } from './leave-business.tsx';
import { MakeBackup } from './make-backup.tsx';
import { RestoreBackup } from './restore-backup.tsx';
import { SafetyHero } from './safety-hero.tsx';

/** What stands between the shop and a broken file: its backups, one more now, and the way back to one of them. */
export function SafetyScreen() {
  const { t } = useTranslation();
  const { go } = usePlace();
  const { value, notDone } = useTillQuery(backupListCall, {});
  const [chosen, setChosen] = useState<BackupView | null>(null);
  const back = () => go({ page: 'sell' });
  const escape = () => (chosen === null ? back() : setChosen(null));
  useShortcuts({ Escape: escape });
  return (
    <Sheet
      title={t('safety.title')}
      onBack={back}
      keys={[
        { keyCap: 'Esc', words: t(chosen === null ? 'keys.backToSale' : 'safety.restore.cancel'), onPress: escape },
      ]}
    >
      <TwoColumns
        workClassName="flex flex-col gap-4 p-5"
        work={
          value === undefined ? (
            (notDone === null && (
              <Skeleton label={t('safety.title')} bars={['h-8 w-80', 'h-4 w-120', 'h-40 w-full']} />
            )) || <WhyNote notDone={notDone} />
          ) : (
            <>
              <SafetyHero last={value.backups[0]} />
              <WhyNote notDone={notDone} />
              <BackupTable backups={value.backups} chosenName={chosen?.name ?? null} onChoose={setChosen} />
            </>
          )
        }
        decisionClassName="gap-3.5 p-5"
        decision={
          chosen === null ? (
            <>
              <MakeBackup />
              <LeaveBusiness />
            </>
          ) : (
            <RestoreBackup key={chosen.name} backup={chosen} onCancel={() => setChosen(null)} />
          )
        }
      />
    </Sheet>
  );
}
