import { CircleCheck, HardDrive } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { staffListCall } from '#shared/till-calls/till-calls.ts';
import { Icon } from '#shared/ui/icon.tsx';
import { Mark } from '#shared/ui/mark.tsx';
import { Note } from '#shared/ui/note.tsx';
import { SyncSign } from '../parts/sync-sign.tsx';
import { useTillState } from '../parts/till-facts.tsx';
import { TillWarnings } from '../parts/till-warnings.tsx';
import { useTillQuery } from '../till-client/use-till-query.ts';
import { PinEntry } from './pin-entry.tsx';
import { StaffTiles } from './staff-tiles.tsx';
import { WallClock } from './wall-clock.tsx';

/** Who is selling: staff tiles on the left, the PIN on the right. Needs no internet. */
export function SignInScreen({ hasJoined }: { readonly hasJoined: boolean }) {
  const { t } = useTranslation();
  const { businessName, storeName, tillName } = useTillState();
  const { value } = useTillQuery(staffListCall, {});
  const [chosenId, setChosenId] = useState<string | null>(null);
  const staff = value?.staff ?? [];
  const chosen = staff.find(({ id }) => id === chosenId) ?? staff[0];
  return (
    <div className="grid h-dvh grid-cols-[minmax(0,1fr)_24rem] mid:grid-cols-[minmax(0,1fr)_28rem] small:h-auto small:grid-cols-1">
      <main className="flex min-h-0 flex-col overflow-y-auto px-6 py-5 mid:px-10 mid:py-6">
        <header className="flex items-center gap-4">
          <Mark />
          <div className="leading-[1.35]">
            <b className="text-lg">{businessName}</b>
            <br />
            <span className="text-sm text-muted">{t('signIn.place', { storeName, tillName })}</span>
          </div>
          <span className="flex-1" />
          <SyncSign isQuiet />
        </header>
        <div className="mt-3 grid gap-2 empty:hidden">
          <TillWarnings />
          {hasJoined && (
            <Note tone="good" icon={CircleCheck} role="status" title={t('join.joined', { name: businessName })}>
              {t('join.joinedHelp')}
            </Note>
          )}
        </div>
        <WallClock />
        <h1 className="mt-5 mb-3">{t('signIn.who')}</h1>
        <StaffTiles staff={staff} chosenId={chosen?.id ?? null} onChoose={setChosenId} />
        <p className="mt-auto flex items-center gap-2 pt-4 text-sm text-muted">
          <Icon of={HardDrive} size="small" />
          {t('signIn.safe')}
        </p>
      </main>
      <section
        aria-label={t('signIn.pin')}
        className="flex flex-col items-center justify-center gap-6 overflow-y-auto border-l border-line bg-surface p-6 small:border-l-0"
      >
        {chosen !== undefined && <PinEntry key={chosen.id} person={chosen} />}
      </section>
    </div>
  );
}
