import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { syncRetryCall, syncStatusCall, syncWaitingCall } from '#shared/till-calls/sync-calls.ts';
import { Skeleton } from '#shared/ui/skeleton.tsx';
import { usePlace } from '../parts/place.tsx';
import { Sheet, TwoColumns } from '../parts/sheet.tsx';
import { useTillState } from '../parts/till-facts.tsx';
import { useShortcuts } from '../parts/use-shortcuts.ts';
import { useTillClient } from '../till-client/till-context.tsx';
import { useTillQuery } from '../till-client/use-till-query.ts';
import { AloneHero, SyncHero } from './sync-hero.tsx';
import { ExportWaiting } from './export-waiting.tsx';
import { JoinOffer } from './join-offer.tsx';
import { SyncSide } from './sync-side.tsx';
import { WaitingTable } from './waiting-table.tsx';

const WAITING_SHOWN_MAX = 200;

/** Whether everything is at the office: what waits, since when, how often it was tried, and what to do. */
export function SyncScreen() {
  const { t } = useTranslation();
  const { go } = usePlace();
  const { send } = useTillClient();
  const queries = useQueryClient();
  const { value: status } = useTillQuery(syncStatusCall, {});
  const { value: waiting } = useTillQuery(syncWaitingCall, { limit: WAITING_SHOWN_MAX });
  const back = () => go({ page: 'sell' });
  const retry = () =>
    void send(syncRetryCall, {}).then(async (answer) => {
      if (answer.ok) queries.setQueryData([syncStatusCall.name, {}], answer.value);
      await queries.invalidateQueries({ queryKey: [syncWaitingCall.name] });
    });
  const toSafety = () => go({ page: 'safety' });
  const toDevices = () => go({ page: 'devices' });
  const { isAlone } = useTillState();
  const toJoin = () => go({ page: 'join' });
  // A till that is alone has nobody to send anything to.
  useShortcuts({
    Escape: back,
    ...(isAlone ? { J: toJoin, F12: toJoin } : { R: retry, F12: retry }),
    B: toSafety,
    P: toDevices,
  });
  return (
    <Sheet
      title={t('sync.title')}
      onBack={back}
      keys={[
        { keyCap: 'Esc', words: t('keys.backToSale'), onPress: back },
        isAlone
          ? { keyCap: 'J', words: t('join.open'), onPress: toJoin }
          : { keyCap: 'R', words: t('sync.tryNow'), onPress: retry },
        { keyCap: 'B', words: t('safety.title'), onPress: toSafety },
        { keyCap: 'P', words: t('devices.title'), onPress: toDevices },
      ]}
    >
      <TwoColumns
        workClassName="flex flex-col gap-4 p-5"
        work={
          status === undefined || waiting === undefined ? (
            <Skeleton label={t('sync.title')} bars={['h-8 w-80', 'h-4 w-120', 'h-40 w-full']} />
          ) : isAlone ? (
            <AloneHero />
          ) : (
            <>
              <SyncHero status={status} onRetry={retry} />
              <WaitingTable changes={waiting.changes} total={waiting.total} />
            </>
          )
        }
        decisionClassName="gap-3.5 p-5"
        decision={
          status === undefined ? null : (
            <>
              {isAlone && <JoinOffer onJoin={toJoin} />}
              <SyncSide
                status={status}
                onEnrol={() => go({ page: 'connect-again' })}
                stopped={waiting?.changes.filter(({ state }) => state === 'quarantined') ?? []}
              />
              {!isAlone && status.waiting > 0 && <ExportWaiting />}
            </>
          )
        }
      />
    </Sheet>
  );
}
