import { useTranslation } from 'react-i18next';
import { minor } from '#shared/base/money.ts';
import { changeNotes } from '#shared/sale/change-notes.ts';
import { Button } from '#shared/ui/button.tsx';
import { Figure } from '#shared/ui/figure.tsx';
import { KeyCap } from '#shared/ui/key-cap.tsx';
import { Keypad } from '#shared/ui/keypad.tsx';
import { AskedNotes } from '../parts/asked-notes.tsx';
import { useTillState } from '../parts/till-facts.tsx';
import { useWriting } from '../parts/use-writing.ts';
import { WhyNote } from '../parts/why-note.tsx';
import { AmountBox } from './amount-box.tsx';
import { PaymentDetails } from './payment-details.tsx';
import type { Pay } from './use-pay.ts';
import { WayList } from './way-list.tsx';

/** How they pay and how much: ways on the left, keypad on the right, the change above the one button. */
export function GiveColumn({ pay }: { readonly pay: Pay }) {
  const { t } = useTranslation();
  return (
    <section
      aria-label={t('pay.add')}
      className="grid min-h-0 grid-cols-[9.75rem_minmax(0,1fr)] overflow-y-auto border-l border-line bg-surface [scrollbar-width:thin] mid:grid-cols-[12.5rem_minmax(0,1fr)] small:grid-cols-1 small:overflow-visible"
    >
      <WayList pay={pay} />
      <div className="flex min-w-0 flex-col gap-2 px-4 py-3 wide:gap-4 wide:px-6 wide:py-5">
        <AmountBox pay={pay} />
        {pay.method === 'cash' ? <QuickNotes pay={pay} /> : <PaymentDetails pay={pay} />}
        <Keypad
          label={t('keypad.label')}
          corner="00"
          isCompact
          words={{ clear: t('keypad.clear'), deleteLast: t('keypad.deleteLast') }}
          onKey={pay.press}
        />
        <AskedNotes asked={pay.asked} />
        <WhyNote notDone={pay.notKept} />
        <Change pay={pay} />
        <Button rank="primary" scale="pay" full onPress={pay.take}>
          <TakeWords pay={pay} />
          <KeyCap tone="inherit">F12</KeyCap>
        </Button>
      </div>
    </section>
  );
}

function QuickNotes({ pay }: { readonly pay: Pay }) {
  const { t } = useTranslation();
  const writing = useWriting();
  return (
    <div role="group" aria-label={t('pay.quickNotes')} className="grid grid-cols-4 gap-2">
      <Button
        className="px-1! text-[0.9375rem] mid:text-md"
        rank={pay.keyedMinor === null ? 'chosen' : 'plain'}
        onPress={pay.reset}
      >
        {t('pay.exact')}
      </Button>
      {pay.notes.map((noteMinor) => (
        <Button
          key={noteMinor}
          className="px-1! text-[0.9375rem] tabular-nums mid:text-md"
          rank={pay.keyedMinor === noteMinor ? 'chosen' : 'plain'}
          onPress={() => pay.hand(noteMinor)}
        >
          {writing.amount(noteMinor, 'short')}
        </Button>
      ))}
    </div>
  );
}

function Change({ pay }: { readonly pay: Pay }) {
  const { t } = useTranslation();
  const writing = useWriting();
  const { denominationsMinor } = useTillState();
  const { taking, sale } = pay;
  const step = writing.amount(sale?.cashRoundingMinor ?? 0, 'short');
  const { notes } = changeNotes(taking.changeMinor, denominationsMinor.map(minor));
  if (pay.method !== 'cash') return <span className="mt-auto" />;
  return (
    <div className="mt-auto grid gap-1 pt-1 pb-2">
      <div className="flex items-center justify-between gap-2">
        <span className="text-xs font-medium text-muted">{t('pay.change')}</span>
        <Figure parts={writing.parts(taking.changeMinor)} className="text-3xl wide:text-[3rem]" />
      </div>
      <div className="flex justify-between gap-2 text-xs text-muted">
        <span>
          {notes
            .map(
              ({ denominationMinor, pieces }) =>
                (pieces === 1 ? '' : `${pieces} × `) + writing.amount(denominationMinor, 'short'),
            )
            .join(', ')}
        </span>
        {taking.roundingMinor !== 0 && (
          <span className="whitespace-nowrap">
            {t('pay.rounded', { step, amount: writing.amount(taking.roundingMinor) })}
          </span>
        )}
      </div>
    </div>
  );
}

/** "Take cash and finish" where it pays the rest, else what is added. */
function TakeWords({ pay }: { readonly pay: Pay }) {
  const { t } = useTranslation();
  const writing = useWriting();
  const { taking, method } = pay;
  if (!taking.finishes) return <span>{t('pay.addPart', { amount: writing.amount(taking.givenMinor, 'short') })}</span>;
  return <span>{t(`pay.finish.${method}`)}</span>;
}
