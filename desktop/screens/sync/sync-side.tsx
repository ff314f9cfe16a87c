import { CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '#shared/ui/button.tsx';
import { Note } from '#shared/ui/note.tsx';
import { useTillState } from '../parts/till-facts.tsx';
import { useWriting } from '../parts/use-writing.ts';
import { lastErrorWords } from './last-error-words.ts';
import { operationWords } from './operation-words.ts';
import type { SyncStatus } from './sync-hero.tsx';
import type { WaitingChange } from './waiting-table.tsx';

/** Below this the clock counts as right. */
const CLOCK_RIGHT_MS = 2000;

/** What needs somebody, then the facts of this till. */
export function SyncSide({
  status,
  stopped,
  onEnrol,
}: {
  readonly status: SyncStatus;
  readonly stopped: readonly WaitingChange[];
  /** Makes the machine a till again, where the office would have it. */
  readonly onEnrol: () => void;
}) {
  const { t } = useTranslation();
  const { appVersion, storeCode, tillCode, mayEnrol } = useTillState();
  return (
    <>
      {status.state !== 'normal' && status.state !== 'alone' && (
        <Note
          tone="warn"
          icon={CircleAlert}
          title={t(`sync.states.${status.state}`)}
          {...(mayEnrol ? { actions: <Button onPress={onEnrol}>{t('sync.again.do')}</Button> } : {})}
        >
          {t(`sync.statesHelp.${status.state}`)}
        </Note>
      )}
      {stopped.length > 0 && (
        <Note tone="bad" icon={CircleAlert} title={t('sync.stopped', { count: stopped.length })}>
          {t('sync.stoppedHelp')}
        </Note>
      )}
      {stopped.map((change) => (
        <p key={change.changeId} className="text-sm">
          <b>{operationWords(change, t)}</b>{' '}
          <span className="text-muted">{lastErrorWords(change.lastError ?? '', t)}</span>
        </p>
      ))}
      <h3>{t('sync.thisTill')}</h3>
      <dl className="grid grid-cols-[1fr_auto] gap-x-3 gap-y-[0.3rem] text-sm text-muted">
        {status.state !== 'alone' && <Contact status={status} />}
        <Fact words={t('sync.facts.till')}>{`${storeCode}-${tillCode}`}</Fact>
        <Fact words={t('sync.facts.version')}>{appVersion}</Fact>
      </dl>
    </>
  );
}

/** How the talk with the office stands. */
function Contact({ status }: { readonly status: SyncStatus }) {
  const { t } = useTranslation();
  return (
    <>
      <Fact words={t('sync.facts.contact')}>
        <Moment atMs={status.lastContactMs} />
      </Fact>
      <Fact words={t('sync.facts.sent')}>
        <Moment atMs={status.lastPushMs} />
      </Fact>
      <Fact words={t('sync.facts.prices')}>
        <Moment atMs={status.lastPullMs} />
      </Fact>
      <Fact words={t('sync.facts.clock')}>
        <ClockWords offsetMs={status.clockOffsetMs} />
      </Fact>
    </>
  );
}

function Fact({ words, children }: { readonly words: string; readonly children: ReactNode }) {
  return (
    <>
      <dt>{words}</dt>
      <dd className="text-right text-ink">{children}</dd>
    </>
  );
}

function Moment({ atMs }: { readonly atMs: number | null }): ReactNode {
  const { t } = useTranslation();
  const writing = useWriting();
  return atMs === null ? t('sync.facts.never') : writing.moment(atMs);
}

function ClockWords({ offsetMs }: { readonly offsetMs: number | null }): ReactNode {
  const { t } = useTranslation();
  if (offsetMs === null) return t('sync.facts.clockUnknown');
  if (Math.abs(offsetMs) <= CLOCK_RIGHT_MS) return t('sync.facts.clockRight');
  return t('sync.facts.clockOff', { seconds: Math.round(Math.abs(offsetMs) / 1000) });
}
