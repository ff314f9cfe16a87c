import { useTranslation } from 'react-i18next';
import { ChooseField } from '../parts/choose-field.tsx';
import type { StockMode } from '../parts/place.tsx';
import { useWriting } from '../parts/use-writing.ts';
import { batchWords } from './batch-words.ts';
import { NEW_BATCH, NO_BATCH, type StockLine } from './stock-draft.ts';
import { LineField } from '../parts/line-field.tsx';

type BatchFieldsProps = {
  readonly line: StockLine;
  readonly mode: StockMode;
  readonly onChange: (edit: Partial<StockLine>) => void;
};

/** Stands for "none" in the list, whose values are never empty. */
const NONE = 'none';

/** Of which batch the goods are; what comes in may be of a new one, with its number and its day. */
export function BatchFields({ line, mode, onChange }: BatchFieldsProps) {
  const { t } = useTranslation();
  const writing = useWriting();
  const choices = [
    ...(mode === 'receive' ? [{ value: NEW_BATCH, words: t('stock.work.newBatch') }] : []),
    ...line.batches.map((batch) => ({ value: batch.batchId, words: batchWords(batch, writing, t) })),
    { value: NONE, words: t('stock.work.noBatch') },
  ];
  return (
    <div className="grid grid-cols-2 gap-2 small:grid-cols-1">
      <div className="col-span-full">
        <ChooseField
          label={t('stock.work.batchOf', { name: line.name })}
          choices={choices}
          chosen={line.batch === NO_BATCH ? NONE : line.batch}
          onChoose={(batch) => onChange({ batch: batch === NONE ? NO_BATCH : batch })}
          emptyWords={t('stock.work.noBatch')}
        />
      </div>
      {line.batch === NEW_BATCH && (
        <>
          <LineField
            label={t('stock.work.number')}
            name={t('stock.work.number')}
            value={line.batchNumber}
            onChange={(batchNumber) => onChange({ batchNumber })}
          />
          <LineField
            label={t('stock.work.expires')}
            name={t('stock.work.expires')}
            value={line.expiresOn}
            isDate
            onChange={(expiresOn) => onChange({ expiresOn })}
          />
        </>
      )}
    </div>
  );
}
