import { CircleCheck, Clock } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { CompletedView } from '#shared/till-calls/sale-view.ts';
import { Button } from '#shared/ui/button.tsx';
import { Figure } from '#shared/ui/figure.tsx';
import { Icon } from '#shared/ui/icon.tsx';
import { KeyCap } from '#shared/ui/key-cap.tsx';
import { Note } from '#shared/ui/note.tsx';
import { useWriting } from '../parts/use-writing.ts';
import { WhyNote } from '../parts/why-note.tsx';
import type { NotDone } from '../till-client/answer.ts';

type DoneWorkProps = {
  readonly completed: CompletedView;
  readonly refused: NotDone | null;
  readonly onNext: () => void;
};

/** What was saved, the change and its notes, what is still pending, and the next sale. */
export function DoneWork({ completed, refused, onNext }: DoneWorkProps) {
  const { t } = useTranslation();
  const writing = useWriting();
  return (
    <>
      <div className="flex items-center gap-3 text-good">
        <Icon of={CircleCheck} size="large" />
        <span className="text-ink" role="status">
          <b>{t('done.saved')}</b>
          {t('done.number', { number: completed.receiptNumber })}
        </span>
      </div>
      <Change completed={completed} />
      {completed.pendingMinor > 0 && (
        <Note tone="warn" icon={Clock} className="mt-5 max-w-160">
          {t('done.pending', { amount: writing.amount(completed.pendingMinor) })}
        </Note>
      )}
      <div className="mt-4 empty:hidden">
        <WhyNote notDone={refused} />
      </div>
      <div className="mt-auto flex items-center gap-4 pt-5 small:sticky small:bottom-0 small:bg-canvas small:py-2">
        <Button rank="primary" scale="pay" className="min-w-72" onPress={onNext}>
          <span>{t('done.next')}</span>
          <KeyCap tone="inherit">Enter</KeyCap>
        </Button>
        <span className="text-muted">{t('done.orScan')}</span>
      </div>
    </>
  );
}

function Change({ completed }: { readonly completed: CompletedView }) {
  const { t } = useTranslation();
  const writing = useWriting();
  const isGiven = completed.changeMinor > 0;
  const isBack = completed.totalMinor < 0;
  const shownMinor = isGiven ? completed.changeMinor : Math.abs(completed.totalMinor);
  return (
    <>
      <div className="mt-6 text-xs font-medium text-muted">
        {isGiven ? t('done.change') : isBack ? t('done.givenBack') : t('done.paid')}
      </div>
      <Figure
        parts={writing.parts(shownMinor)}
        className="mt-2 mb-3 -ml-[0.03em] block text-change small:text-[4rem]"
      />
      {isGiven && (
        <p className="text-lg text-muted">
          {t('done.from', {
            cash: writing.amount(completed.tenderedCashMinor),
            due: writing.amount(completed.cashDueMinor),
          })}
        </p>
      )}
      {completed.changeNotes.length > 0 && (
        <ul aria-label={t('done.notes')} className="mt-4 flex flex-wrap gap-2">
          {completed.changeNotes.map(({ denominationMinor, pieces }) => (
            <li key={denominationMinor} className="rounded-md border border-line bg-surface px-3 py-2 text-lg">
              <b>{pieces}</b> × {writing.amount(denominationMinor, 'short')}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
