import { useTranslation } from 'react-i18next';
import type { SaleView } from '#shared/till-calls/sale-view.ts';
import { Button } from '#shared/ui/button.tsx';
import { Figure } from '#shared/ui/figure.tsx';
import { KeyCap } from '#shared/ui/key-cap.tsx';
import { AskedNotes } from '../parts/asked-notes.tsx';
import { usePlace } from '../parts/place.tsx';
import { Sheet } from '../parts/sheet.tsx';
import { useShortcuts } from '../parts/use-shortcuts.ts';
import { useWriting } from '../parts/use-writing.ts';
import { PaymentDetails } from './payment-details.tsx';
import { type GiveBack, useGiveBack } from './use-give-back.ts';
import { WayList } from './way-list.tsx';
import { WAYS } from './ways.ts';

/** The page that ends an exchange for goods of the same worth or less: what goes back on the left, the way it goes on the right. */
export function GiveBackScreen({ sale }: { readonly sale: SaleView }) {
  const { t } = useTranslation();
  const { go, open } = usePlace();
  const back = () => go({ page: 'sell' });
  const giving = useGiveBack(sale);
  const customer = () => open({ panel: 'customer' });
  useShortcuts({
    Escape: back,
    F3: customer,
    F12: giving.finish,
    Enter: giving.finish,
    ...Object.fromEntries(WAYS.map(({ method }, position) => [String(position + 1), () => giving.choose(method)])),
  });
  return (
    <Sheet
      title={t('giveBack.title')}
      aside={t('sell.sum.lines', { count: sale.lines.length })}
      onBack={back}
      keys={[
        { keyCap: 'Esc', words: t('keys.backToSale'), onPress: back },
        { keyCap: 'F3', words: t('keys.customer'), onPress: customer },
        { keyCap: 'Enter', words: t('keys.finish'), onPress: giving.finish },
      ]}
    >
      <div className="grid min-h-0 grid-cols-[minmax(0,1fr)_32.5rem] mid:grid-cols-[minmax(0,1fr)_38rem] small:grid-cols-1">
        <Due sale={sale} giving={giving} />
        <GiveWay giving={giving} />
      </div>
    </Sheet>
  );
}

function Due({ sale, giving }: { readonly sale: SaleView; readonly giving: GiveBack }) {
  const { t } = useTranslation();
  const writing = useWriting();
  const back = sale.lines.filter(({ refundOfLineId }) => refundOfLineId !== null);
  return (
    <section
      aria-label={t('giveBack.due')}
      className="min-h-0 overflow-y-auto p-5 [scrollbar-width:thin] mid:px-8 small:overflow-visible"
    >
      <div className="px-1 pb-4">
        <span className="text-xs font-medium text-muted">{t('giveBack.due')}</span>
        <div role="status" className="mt-2 mb-3 leading-none">
          <Figure
            parts={writing.parts(-giving.amountMinor)}
            className="text-[4.25rem] mid:text-[5rem] small:text-[3.25rem]"
          />
        </div>
        <p className="text-muted">{t(giving.isEven ? 'giveBack.even' : 'giveBack.less')}</p>
      </div>
      <ol aria-label={t('giveBack.lines')} className="rounded-lg border border-line bg-surface">
        {back.map((line) => (
          <li
            key={line.id}
            className="grid min-h-[3.625rem] grid-cols-[minmax(0,1fr)_auto] items-center gap-x-3 px-4 py-2 not-first:border-t not-first:border-line"
          >
            <b>{line.name}</b>
            <b className="tabular-nums">{writing.amount(-line.totalMinor)}</b>
          </li>
        ))}
      </ol>
    </section>
  );
}

function GiveWay({ giving }: { readonly giving: GiveBack }) {
  const { t } = useTranslation();
  return (
    <section
      aria-label={t('giveBack.how')}
      className="grid min-h-0 grid-cols-[9.75rem_minmax(0,1fr)] overflow-y-auto border-l border-line bg-surface [scrollbar-width:thin] mid:grid-cols-[12.5rem_minmax(0,1fr)] small:grid-cols-1 small:overflow-visible"
    >
      {giving.isEven ? <span className="border-r border-line small:hidden" /> : <WayList pay={giving} />}
      <div className="flex min-w-0 flex-col gap-3 px-4 py-3 wide:px-6 wide:py-5">
        {!giving.isEven && giving.method !== 'cash' && <PaymentDetails pay={giving} />}
        <AskedNotes asked={giving.asked} />
        <span className="mt-auto" />
        <Button rank="primary" scale="pay" full onPress={giving.finish}>
          <span>{t(giving.isEven ? 'giveBack.finish' : 'giveBack.give')}</span>
          <KeyCap tone="inherit">F12</KeyCap>
        </Button>
      </div>
    </section>
  );
}
