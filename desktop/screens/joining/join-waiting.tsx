import { CircleAlert, CloudOff, Hourglass } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '#shared/ui/button.tsx';
import { Icon } from '#shared/ui/icon.tsx';
import { Note } from '#shared/ui/note.tsx';
import type { Standing } from './use-joining.ts';

type JoinWaitingProps = {
  readonly standing: Standing;
  readonly onAskNow: () => void;
  /** Asks another business, or the same by another code. */
  readonly onAnew: () => void;
};

/** The owner's word is awaited; or the office is away, or took the code back. */
export function JoinWaiting({ standing, onAskNow, onAnew }: JoinWaitingProps) {
  const { t } = useTranslation();
  const { plan, notDone } = standing;
  const isAway = notDone?.kind === 'fault' || notDone?.refusal === 'office_unreachable';
  return (
    <>
      <div className="flex items-start gap-3">
        <Icon of={Hourglass} className="mt-[0.2em] text-warn" />
        <div>
          <h2 className="mb-1 text-lg">
            {plan === null ? t('join.waiting.unknownTitle') : t('join.waiting.title', { name: plan.businessName })}
          </h2>
          <p className="text-sm text-muted">{t('join.waiting.help')}</p>
        </div>
      </div>
      {plan !== null && (
        <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-[0.3rem] text-sm text-muted">
          <dt>{t('join.waiting.business')}</dt>
          <dd className="text-right text-ink">{plan.businessName}</dd>
          <dt>{t('join.waiting.store')}</dt>
          <dd className="text-right text-ink">{plan.storeName}</dd>
        </dl>
      )}
      {notDone !== null && (
        <Note tone={isAway ? 'warn' : 'bad'} icon={isAway ? CloudOff : CircleAlert} role="status">
          {t(isAway ? 'join.waiting.offline' : 'join.waiting.refused')}
        </Note>
      )}
      <Button scale="choice" full onPress={onAskNow}>
        {t('join.waiting.askNow')}
      </Button>
      <Button rank="quiet" full onPress={onAnew}>
        {t('join.waiting.anew')}
      </Button>
    </>
  );
}
