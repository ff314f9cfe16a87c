import { CircleCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '#shared/ui/button.tsx';
import { Field } from '#shared/ui/field.tsx';
import { Figure } from '#shared/ui/figure.tsx';
import { KeyCap } from '#shared/ui/key-cap.tsx';
import { Note } from '#shared/ui/note.tsx';
import { useWriting } from '../parts/use-writing.ts';
import { WhyNote } from '../parts/why-note.tsx';
import type { NotDone } from '../till-client/answer.ts';
import { PrintReport } from './print-report.tsx';
import { ShiftFigures, type ShiftReport } from './shift-figures.tsx';

type CloseSideProps = {
  readonly closed: ShiftReport | null;
  readonly isOpen: boolean;
  readonly refused: NotDone | null;
  readonly reason: string;
  readonly onReason: (reason: string) => void;
  readonly onClose: () => void;
};

/** Before the count: why a difference would be asked about. After it: short, over or right, and the figures. */
export function CloseSide({ closed, isOpen, refused, reason, onReason, onClose }: CloseSideProps) {
  const { t } = useTranslation();
  const needsReason = refused?.kind === 'refusal' && refused.refusal === 'variance_reason_required';
  return (
    <>
      <div className="flex min-h-0 flex-1 flex-col gap-3 overflow-y-auto [scrollbar-width:thin] small:overflow-visible">
        {closed === null ? (
          <p className="text-muted">{isOpen ? t('drawer.close.help') : t('refusals.shift_not_open')}</p>
        ) : (
          <Variance report={closed} />
        )}
        <WhyNote notDone={refused} />
        {needsReason && <Field label={t('drawer.close.reason')} value={reason} onChange={onReason} maxLength={200} />}
        {closed !== null && (
          <>
            <div>
              <ShiftFigures report={closed} />
            </div>
            <PrintReport shiftId={closed.shiftId} />
          </>
        )}
      </div>
      <Button rank="primary" scale="pay" full onPress={onClose} isDisabled={!isOpen}>
        <span>{closed === null ? t('drawer.close.signOff') : t('drawer.close.done')}</span>
        <KeyCap tone="inherit">F12</KeyCap>
      </Button>
    </>
  );
}

function Variance({ report }: { readonly report: ShiftReport }) {
  const { t } = useTranslation();
  const writing = useWriting();
  const varianceMinor = report.varianceMinor ?? 0;
  if (varianceMinor === 0) {
    return (
      <Note tone="good" icon={CircleCheck} title={t('drawer.close.right')}>
        {t('drawer.close.rightHelp')}
      </Note>
    );
  }
  const isShort = varianceMinor < 0;
  return (
    <div>
      <span className="text-xs font-medium text-muted">{t(isShort ? 'drawer.close.short' : 'drawer.close.over')}</span>
      <Figure
        parts={writing.parts(Math.abs(varianceMinor))}
        decimals="same"
        className={`mt-2 mb-4 block text-total ${isShort ? 'text-bad' : 'text-warn'}`}
      />
    </div>
  );
}
