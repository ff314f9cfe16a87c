import { MessageSquareText, Percent, Scale, Tag, Trash2, Undo2 } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { SaleView } from '#shared/till-calls/sale-view.ts';
import { classNames } from '#shared/ui/class-names.ts';
import { Icon } from '#shared/ui/icon.tsx';
import { IconButton } from '#shared/ui/icon-button.tsx';
import { Stepper } from '#shared/ui/stepper.tsx';
import { usePlace } from '../parts/place.tsx';
import { useWriting } from '../parts/use-writing.ts';
import type { LineEdits } from './use-line-edits.ts';

export type SaleLineView = SaleView['lines'][number];

type SaleLineProps = {
  readonly line: SaleLineView;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
  readonly edits: LineEdits;
};

const PIECE_MILLI = 1000;

/** A line of the sale: quantity, name and amount on one baseline; a second line only for what differs; the chosen one opens its actions. */
export function SaleLine({ line, isChosen, onChoose, edits }: SaleLineProps) {
  const writing = useWriting();
  return (
    <li
      id={`line-${line.id}`}
      aria-current={isChosen ? 'true' : undefined}
      onPointerDown={onChoose}
      className={classNames(
        'grid min-h-12 cursor-default grid-cols-[3rem_minmax(0,1fr)_auto] items-baseline gap-x-2 border-b border-line py-[0.4375rem] pr-4 pl-3 leading-[1.3]',
        isChosen && 'bg-accent-soft shadow-[inset_4px_0_0_var(--color-accent)]',
      )}
    >
      <span className="text-right font-semi whitespace-nowrap tabular-nums">
        {writing.quantity(line.quantityMilli)}
      </span>
      <span className="font-medium">{line.name}</span>
      <span className="text-right font-semi whitespace-nowrap tabular-nums">{writing.amount(line.totalMinor)}</span>
      {line.isWeighed && <span className="col-start-1 text-right text-xs text-muted">{line.unit}</span>}
      <LineDetails line={line} />
      {isChosen && <LineActions line={line} edits={edits} />}
    </li>
  );
}

function Detail({ children, amount }: { readonly children: ReactNode; readonly amount?: string }) {
  return (
    <span
      className={classNames(
        'col-start-2 flex min-w-0 items-center gap-1 text-xs text-muted tabular-nums',
        amount !== undefined && 'col-end-4 justify-between',
      )}
    >
      <span className="flex min-w-0 items-center gap-1">{children}</span>
      {amount !== undefined && <span className="whitespace-nowrap">{amount}</span>}
    </span>
  );
}

const SMALL = 'size-3.5';

/** A reason goes on in the sentence; a promotion has the name that the shop gave it. */
function shownReason({ reason, promotionId }: NonNullable<SaleLineView['discount']>): string {
  return promotionId === undefined ? reason.toLocaleLowerCase() : reason;
}

/** What differs from one piece at its own price. */
function LineDetails({ line }: { readonly line: SaleLineView }) {
  const { t } = useTranslation();
  const writing = useWriting();
  const price = writing.amount(line.unitPriceMinor);
  const isOverridden = line.unitPriceMinor !== line.listPriceMinor;
  const each = line.isWeighed
    ? t('sell.line.perUnit', { price, unit: line.unit })
    : line.quantityMilli !== PIECE_MILLI || isOverridden
      ? t('sell.line.each', { price })
      : null;
  const was = isOverridden ? t('sell.line.insteadOf', { price: writing.amount(line.listPriceMinor) }) : null;
  const { discount } = line;
  const off =
    discount === null
      ? null
      : discount.kind === 'percent'
        ? t('sell.line.percentOff', { percent: writing.percent(discount.ppm) })
        : t('sell.line.amountOff', { amount: writing.amount(discount.amountMinor) });
  const offWords =
    off === null
      ? null
      : discount !== null && discount.reason !== ''
        ? t('sell.line.offBecause', { off, reason: shownReason(discount) })
        : off;
  const words = [each, was, offWords].filter((some) => some !== null).join(', ');
  return (
    <>
      {words !== '' && (
        <Detail {...(line.discountMinor === 0 ? {} : { amount: writing.amount(-line.discountMinor) })}>
          {line.isWeighed && <Icon of={Scale} className={SMALL} />}
          {words}
        </Detail>
      )}
      {line.refundOfLineId !== null && (
        <Detail>
          <Icon of={Undo2} className={SMALL} />
          {t('sell.line.comingBack')}
        </Detail>
      )}
      {line.note !== '' && (
        <Detail>
          <Icon of={MessageSquareText} className={SMALL} />
          {line.note}
        </Detail>
      )}
    </>
  );
}

type LineActionsProps = { readonly line: SaleLineView; readonly edits: LineEdits };

const ACTION = 'border-accent-line!';

/** What can be done with a line; what a receipt brings back keeps the receipt's quantity and price. */
function LineActions({ line, edits }: LineActionsProps) {
  const { t } = useTranslation();
  const { open } = usePlace();
  return (
    <span className="col-span-full flex justify-between gap-2 pt-[0.4375rem] pb-[0.1875rem] pl-1">
      {line.refundOfLineId === null ? <QuantitySteps line={line} edits={edits} /> : <span />}
      <span className="flex gap-1">
        {line.refundOfLineId === null && <PriceActions line={line} />}
        <IconButton
          className={ACTION}
          label={t('sell.line.note')}
          icon={<Icon of={MessageSquareText} />}
          onPress={() => open({ panel: 'note', lineId: line.id })}
        />
        <IconButton
          className={ACTION}
          rank="removing"
          label={t('sell.line.remove')}
          icon={<Icon of={Trash2} />}
          onPress={() => edits.remove(line)}
        />
      </span>
    </span>
  );
}

function QuantitySteps({ line, edits }: LineActionsProps) {
  const { t } = useTranslation();
  const writing = useWriting();
  return (
    <Stepper
      label={t('sell.line.quantityOf', { name: line.name })}
      shown={writing.quantity(line.quantityMilli)}
      words={{ less: t('sell.line.less'), more: t('sell.line.more') }}
      onLess={() => edits.step(line, -PIECE_MILLI)}
      onMore={() => edits.step(line, PIECE_MILLI)}
    />
  );
}

function PriceActions({ line }: Pick<LineActionsProps, 'line'>) {
  const { t } = useTranslation();
  const { open } = usePlace();
  return (
    <>
      <IconButton
        className={ACTION}
        label={t('sell.line.discount')}
        icon={<Icon of={Percent} />}
        onPress={() => open({ panel: 'discount', lineId: line.id })}
      />
      <IconButton
        className={ACTION}
        label={t('sell.line.price')}
        icon={<Icon of={Tag} />}
        onPress={() => open({ panel: 'price', lineId: line.id })}
      />
    </>
  );
}
