import { Minus, PackageX, Plus, Trash2 } from 'lucide-react';
import { Button as PressButton } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Badge } from '#shared/ui/badge.tsx';
import { classNames } from '#shared/ui/class-names.ts';
import { Icon } from '#shared/ui/icon.tsx';
import { IconButton } from '#shared/ui/icon-button.tsx';
import { LineField } from '../parts/line-field.tsx';
import { entryOf } from '../parts/number-entry.ts';
import { quantityPlaces } from '../parts/typed-quantity.ts';
import { useWriting } from '../parts/use-writing.ts';
import type { GoodsLine } from './goods-draft.ts';
import type { GoodsWork } from './use-goods-back.ts';
import { WhereTo } from './where-to.tsx';

type RowProps = { readonly line: GoodsLine; readonly work: GoodsWork };

/** One item that came back; the chosen one opens its fields in place, as a line of the sale does. */
export function GoodsRow({ line, work }: RowProps) {
  const { t } = useTranslation();
  const writing = useWriting();
  const isChosen = work.chosen?.id === line.id;
  const worthMinor = work.worthOf(line.id);
  return (
    <li
      id={`goods-${line.id}`}
      className={classNames(
        'not-first:border-t not-first:border-line',
        isChosen && 'bg-accent-soft shadow-[inset_4px_0_0_var(--color-accent)]',
      )}
    >
      <PressButton
        aria-expanded={isChosen}
        onPress={() => work.choose(line.id)}
        className="grid min-h-(--size-target) w-full grid-cols-[3rem_minmax(0,1fr)_auto] content-center items-baseline gap-x-3 px-4 py-2 text-left focus-visible:-outline-offset-3"
      >
        <b className="text-right tabular-nums">{line.quantity === '' ? '–' : line.quantity}</b>
        <span className="min-w-0 font-medium">
          {line.name}
          {line.unit !== 'piece' && <span className="text-xs text-muted"> {line.unit}</span>}
        </span>
        <b className="whitespace-nowrap tabular-nums">{worthMinor === null ? '–' : writing.amount(worthMinor)}</b>
        {!line.restock && line.isStocked && (
          <span className="col-start-2 mt-1">
            <Badge icon={PackageX}>{t('refund.aside')}</Badge>
          </span>
        )}
      </PressButton>
      {isChosen && <GoodsFields line={line} work={work} />}
    </li>
  );
}

function GoodsFields({ line, work }: RowProps) {
  const { t } = useTranslation();
  const { currencySign } = useWriting();
  const { name, unit } = line;
  return (
    <div className="grid gap-3 px-4 pt-1 pb-3">
      <div className="flex items-end gap-2 small:flex-wrap">
        <IconButton label={t('sell.line.less')} icon={<Icon of={Minus} />} onPress={() => work.step(line, -1)} />
        <LineField
          label={t('keys.quantity')}
          name={t('sell.line.quantityOf', { name })}
          value={line.quantity}
          field={work.quantityField}
          isNumber
          maxLength={12}
          trail={<span className="text-xs text-muted">{unit}</span>}
          onChange={(typed) => work.edit(line.id, { quantity: entryOf(typed, quantityPlaces(unit)).text })}
        />
        <IconButton label={t('sell.line.more')} icon={<Icon of={Plus} />} onPress={() => work.step(line, 1)} />
        <LineField
          label={t('refund.goods.price', { unit })}
          name={t('refund.goods.priceOf', { unit, name })}
          value={line.price}
          field={work.priceField}
          isNumber
          maxLength={16}
          lead={<span className="text-muted">{currencySign}</span>}
          onChange={(typed) => work.edit(line.id, { price: entryOf(typed, work.pricePlaces).text })}
        />
        <IconButton
          rank="removing"
          label={t('sell.line.remove')}
          icon={<Icon of={Trash2} />}
          onPress={() => work.remove(line)}
        />
      </div>
      {line.isStocked && (
        <WhereTo
          label={t('refund.goods.whereOf', { name })}
          restock={line.restock}
          onChoose={(restock) => work.edit(line.id, { restock })}
        />
      )}
    </div>
  );
}
