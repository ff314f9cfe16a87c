import { ArrowLeftRight } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '#shared/ui/button.tsx';
import { Figure } from '#shared/ui/figure.tsx';
import { Icon } from '#shared/ui/icon.tsx';
import { KeyCap } from '#shared/ui/key-cap.tsx';
import { AskedNotes } from '../parts/asked-notes.tsx';
import { useWriting } from '../parts/use-writing.ts';
import { wayWords } from './way-words.ts';
import { refundWorth } from './refund-worth.ts';
import type { Refund, Refundable } from './use-refund.ts';

/** The ways the money goes back, and the one button; the till works out the amount. */
export function RefundSide({ refund }: { readonly refund: Refund }) {
  const { t } = useTranslation();
  const writing = useWriting();
  const lines = Object.values(refund.chosen).filter((quantityMilli) => quantityMilli > 0).length;
  const { refundable } = refund;
  const worthMinor = refundWorth(refundable?.lines ?? [], refund.chosen);
  const isAsking = refund.asked.stopped !== null;
  const blocked = lines === 0 ? t('refund.chooseLines') : refund.reason === '' ? t('refund.chooseReason') : null;
  return (
    <>
      <div className="grid min-h-0 flex-1 content-start gap-3 overflow-y-auto [scrollbar-width:thin] small:overflow-visible">
        <div>
          <span className="text-xs font-medium text-muted">{t('refund.back')}</span>
          <Figure parts={writing.parts(worthMinor)} className="mt-2 mb-3 block text-total" />
          <p className="text-sm text-muted">{t('refund.chosen', { count: lines })}</p>
        </div>
        {!isAsking && <WaysBack refundable={refundable} />}
        <AskedNotes asked={refund.asked} />
      </div>
      {!isAsking && (
        <>
          {blocked !== null && <p className="text-sm text-muted">{blocked}</p>}
          <Button full isDisabled={blocked !== null} onPress={refund.exchange}>
            <Icon of={ArrowLeftRight} />
            <span>{t('refund.exchange')}</span>
            <KeyCap>F9</KeyCap>
          </Button>
          <Button rank="primary" scale="pay" full isDisabled={blocked !== null} onPress={refund.refund}>
            <span>{t('refund.doAmount', { amount: writing.amount(worthMinor) })}</span>
            <KeyCap tone="inherit">F12</KeyCap>
          </Button>
        </>
      )}
    </>
  );
}

/** The ways the sale was paid, and how much can still go back by each. */
function WaysBack({ refundable }: { readonly refundable: Refundable | undefined }) {
  const { t } = useTranslation();
  const writing = useWriting();
  return (
    <>
      <p className="text-muted">{t('refund.sameWay')}</p>
      {refundable !== undefined && (
        <dl aria-label={t('refund.waysLeft')} className="grid grid-cols-[1fr_auto] gap-y-1 text-muted">
          {refundable.payments.map(({ leftMinor, method }, position) => (
            <div key={`${method} ${position}`} className="contents">
              <dt>{t('refund.upTo', { way: wayWords(method, t) })}</dt>
              <dd className="text-right text-ink">{writing.amount(leftMinor)}</dd>
            </div>
          ))}
        </dl>
      )}
    </>
  );
}
