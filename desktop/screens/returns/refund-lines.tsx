import { Lock } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Badge } from '#shared/ui/badge.tsx';
import { Check } from '#shared/ui/check.tsx';
import { classNames } from '#shared/ui/class-names.ts';
import { Stepper } from '#shared/ui/stepper.tsx';
import { useWriting } from '../parts/use-writing.ts';
import type { Refund, RefundLine } from './use-refund.ts';

const PIECE_MILLI = 1000;

/** The lines of the sale, each with how many can still come back. */
export function RefundLines({ refund, lines }: { readonly refund: Refund; readonly lines: readonly RefundLine[] }) {
  const { t } = useTranslation();
  return (
    <ol aria-label={t('refund.lines')} className="flex-none overflow-hidden rounded-lg border border-line bg-surface">
      {lines.map((line) => (
        <RefundRow
          key={line.lineId}
          line={line}
          chosenMilli={refund.chosen[line.lineId] ?? 0}
          onChange={(quantityMilli) => refund.setQuantity(line.lineId, quantityMilli)}
        />
      ))}
    </ol>
  );
}

type RefundRowProps = {
  readonly line: RefundLine;
  readonly chosenMilli: number;
  readonly onChange: (quantityMilli: number) => void;
};

function RefundRow({ line, chosenMilli, onChange }: RefundRowProps) {
  const { t } = useTranslation();
  const writing = useWriting();
  const isOn = chosenMilli > 0;
  const mayReturn = line.leftMilli > 0;
  const step = Math.min(PIECE_MILLI, line.leftMilli);
  const bought = t('refund.bought', {
    price: writing.amount(line.unitPriceMinor),
    quantity:
      line.unit === 'piece' ? writing.quantity(line.soldMilli) : `${writing.quantity(line.soldMilli)} ${line.unit}`,
  });
  const before = line.refundedMilli === 0 ? '' : t('refund.before', { quantity: writing.quantity(line.refundedMilli) });
  return (
    <li
      className={classNames(
        'flex min-h-[3.625rem] items-center gap-2 py-1 pr-4 pl-2 leading-[1.3] not-first:border-t not-first:border-line small:flex-wrap',
        isOn && 'bg-accent-soft',
      )}
    >
      <Check
        label={line.name}
        isOn={isOn}
        isDisabled={!mayReturn}
        onChange={(next) => onChange(next ? line.leftMilli : 0)}
      />
      <div className="min-w-0 flex-1">
        <b>{line.name}</b>
        <div className="text-xs text-muted tabular-nums">{before === '' ? bought : `${bought}, ${before}`}</div>
      </div>
      {!line.returnable && <Badge icon={Lock}>{t('refund.managerOnly')}</Badge>}
      {isOn ? (
        <div className="flex items-center gap-2">
          <Stepper
            label={t('sell.line.quantityOf', { name: line.name })}
            isNarrow
            shown={writing.quantity(chosenMilli)}
            words={{ less: t('sell.line.less'), more: t('sell.line.more') }}
            mayMore={chosenMilli + step <= line.leftMilli}
            onLess={() => onChange(Math.max(0, chosenMilli - step))}
            onMore={() => onChange(chosenMilli + step)}
          />
          <span className="text-xs text-muted tabular-nums">
            {t('refund.of', { quantity: writing.quantity(line.leftMilli) })}
          </span>
        </div>
      ) : (
        <span className="text-sm text-muted">
          {mayReturn ? t('refund.canReturn', { quantity: writing.quantity(line.leftMilli) }) : t('refund.allBack')}
        </span>
      )}
    </li>
  );
}
