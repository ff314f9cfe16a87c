import { Minus, Plus, Rows2, Trash2 } from 'lucide-react';
import { Button as PressButton } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { Button } from '#shared/ui/button.tsx';
import { classNames } from '#shared/ui/class-names.ts';
import { Icon } from '#shared/ui/icon.tsx';
import { IconButton } from '#shared/ui/icon-button.tsx';
import { LineField } from '../parts/line-field.tsx';
import { entryOf } from '../parts/number-entry.ts';
import type { StockMode } from '../parts/place.tsx';
import { quantityPlaces } from '../parts/typed-quantity.ts';
import { useWriting } from '../parts/use-writing.ts';
import { BatchFields } from './batch-fields.tsx';
import { batchWords } from './batch-words.ts';
import { NEW_BATCH, type StockLine } from './stock-draft.ts';
import type { StockWork } from './use-stock-work.ts';

type RowProps = { readonly line: StockLine; readonly mode: StockMode; readonly work: StockWork };

/** One collected line; the chosen one opens its fields in place, as a line of the sale does. */
export function StockLineRow({ line, mode, work }: RowProps) {
  const isChosen = work.chosen?.id === line.id;
  return (
    <li
      id={`stock-${line.id}`}
      className={classNames(
        'not-first:border-t not-first:border-line',
        isChosen && 'bg-accent-soft shadow-[inset_4px_0_0_var(--color-accent)]',
      )}
    >
      <PressButton
        aria-expanded={isChosen}
        onPress={() => work.choose(line.id)}
        className="grid min-h-(--size-target) w-full grid-cols-[2.5rem_minmax(0,1fr)_auto] content-center items-baseline gap-x-3 px-4 py-2 text-left focus-visible:-outline-offset-3"
      >
        <b className="text-right tabular-nums">{line.quantity === '' ? '–' : line.quantity}</b>
        <span className="min-w-0 font-medium">
          {line.name}
          {line.unit !== 'piece' && <span className="text-xs text-muted"> {line.unit}</span>}
        </span>
        <Facts line={line} mode={mode} />
      </PressButton>
      {isChosen && <LineFields line={line} mode={mode} work={work} />}
    </li>
  );
}

/** What differs from the plain case: the cost, the batch. */
function Facts({ line, mode }: Pick<RowProps, 'line' | 'mode'>) {
  const { t } = useTranslation();
  const writing = useWriting();
  const known = line.batches.find(({ batchId }) => batchId === line.batch);
  const isNamed = line.batch === NEW_BATCH && line.batchNumber !== '';
  const batch =
    known !== undefined
      ? batchWords(known, writing, t)
      : isNamed
        ? batchWords(
            { batchId: '', number: line.batchNumber, expiresOn: line.expiresOn === '' ? null : line.expiresOn },
            writing,
            t,
          )
        : null;
  return (
    <>
      <span className="text-sm whitespace-nowrap text-muted tabular-nums">
        {mode === 'receive' && line.cost !== '' && `${writing.currencySign}${line.cost}`}
      </span>
      {batch !== null && <span className="col-start-2 text-xs text-muted tabular-nums">{batch}</span>}
    </>
  );
}

function LineFields({ line, mode, work }: RowProps) {
  const { t } = useTranslation();
  const { currencySign } = useWriting();
  const edit = (change: Partial<StockLine>) => work.edit(line.id, change);
  return (
    <div className="grid gap-2 px-4 pt-1 pb-3">
      <div className="flex items-end gap-2 small:flex-wrap">
        <IconButton label={t('stock.work.less')} icon={<Icon of={Minus} />} onPress={() => work.step(line, -1)} />
        <LineField
          label={t('stock.work.quantity')}
          name={t('stock.work.quantityOf', { name: line.name })}
          value={line.quantity}
          field={work.quantityField}
          isNumber
          maxLength={12}
          trail={<span className="text-xs text-muted">{line.unit}</span>}
          onChange={(typed) => edit({ quantity: entryOf(typed, quantityPlaces(line.unit)).text })}
        />
        <IconButton label={t('stock.work.more')} icon={<Icon of={Plus} />} onPress={() => work.step(line, 1)} />
        {mode === 'receive' && (
          <LineField
            label={t('stock.work.cost', { unit: line.unit })}
            name={t('stock.work.costOf', { unit: line.unit, name: line.name })}
            value={line.cost}
            field={work.costField}
            isNumber
            maxLength={16}
            placeholder={t('stock.work.costLast')}
            lead={<span className="text-muted">{currencySign}</span>}
            onChange={(typed) => edit({ cost: entryOf(typed, work.costPlaces).text })}
          />
        )}
        {mode !== 'receive' && <span className="flex-1 small:hidden" />}
        <IconButton
          rank="removing"
          label={t('stock.work.remove')}
          icon={<Icon of={Trash2} />}
          onPress={() => work.remove(line)}
        />
      </div>
      {line.hasBatches && <BatchFields line={line} mode={mode} onChange={edit} />}
      {line.hasBatches && (
        <Button className="justify-self-start" onPress={() => work.split(line)}>
          <Icon of={Rows2} />
          {t('stock.work.otherBatch')}
        </Button>
      )}
    </div>
  );
}
