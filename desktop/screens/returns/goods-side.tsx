import { useTranslation } from 'react-i18next';
import { Button } from '#shared/ui/button.tsx';
import { Field } from '#shared/ui/field.tsx';
import { Figure } from '#shared/ui/figure.tsx';
import { KeyCap } from '#shared/ui/key-cap.tsx';
import { Segments } from '#shared/ui/segments.tsx';
import { AskManager } from '../parts/ask-manager.tsx';
import { useWriting } from '../parts/use-writing.ts';
import { WhyNote } from '../parts/why-note.tsx';
import { ReasonChips } from './reason-chips.tsx';
import type { GoodsWork } from './use-goods-back.ts';
import { WAYS_BACK } from './use-goods-refund.ts';

/** The right side: what is given back, why and how, and the one button; a manager agrees in the same place. */
export function GoodsSide({ work }: { readonly work: GoodsWork }) {
  const { t } = useTranslation();
  const writing = useWriting();
  const { asked, fault, backMinor } = work;
  const isAsking = asked.stopped !== null;
  return (
    <>
      <div className="grid min-h-0 flex-1 content-start gap-4 overflow-y-auto [scrollbar-width:thin] small:overflow-visible">
        <div>
          <span className="text-xs font-medium text-muted">{t('refund.back')}</span>
          <Figure parts={writing.parts(backMinor)} className="mt-2 mb-3 block text-total" />
          <p className="text-sm text-muted">{t('refund.goods.collected', { count: work.draft.lines.length })}</p>
        </div>
        {isAsking ? (
          <AskManager why={t('refund.goods.twoPeople')} trouble={asked.pinTrouble} onAgree={asked.agree} />
        ) : (
          <>
            <ReasonChips reason={work.draft.reason} onChoose={work.setReason} />
            <WayBack work={work} />
            <WhyNote notDone={work.unworthy ?? asked.refused} />
          </>
        )}
      </div>
      {!isAsking && (
        <>
          {fault !== null && (
            <p className="text-sm text-muted">
              {t(`refund.goods.faults.${fault.kind}`, { name: fault.line?.name ?? '', unit: fault.line?.unit ?? '' })}
            </p>
          )}
          <Button
            rank="primary"
            scale="pay"
            full
            isDisabled={fault !== null || work.unworthy !== null}
            onPress={work.refund}
          >
            <span>{t('refund.doAmount', { amount: writing.amount(backMinor) })}</span>
            <KeyCap tone="inherit">F12</KeyCap>
          </Button>
        </>
      )}
    </>
  );
}

/** How the money goes back: out of the drawer, or onto a credit that there is. */
function WayBack({ work }: { readonly work: GoodsWork }) {
  const { t } = useTranslation();
  return (
    <div className="grid gap-3">
      <div>
        <h3 className="mb-2">{t('refund.waysLeft')}</h3>
        <Segments
          label={t('refund.waysLeft')}
          isFull
          chosen={work.way}
          onChoose={work.setWay}
          choices={WAYS_BACK.map((value) => ({ value, words: t(`pay.ways.${value}`) }))}
        />
      </div>
      {work.way !== 'cash' && (
        <Field
          label={t('pay.codeLabel')}
          value={work.code}
          onChange={work.setCode}
          maxLength={64}
          help={t('refund.goods.codeHelp')}
        />
      )}
    </div>
  );
}
