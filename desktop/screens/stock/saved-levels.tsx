import { CircleCheck } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Badge } from '#shared/ui/badge.tsx';
import { Icon } from '#shared/ui/icon.tsx';
import { Cell, HeadCell, Table } from '#shared/ui/table.tsx';
import { useWriting } from '../parts/use-writing.ts';
import { batchWords } from './batch-words.ts';
import type { SavedLevel, SavedWork } from './use-stock-save.ts';

/** What was saved: for a count what was expected, counted and what is between them; else what lies here now. */
export function SavedLevels({ saved }: { readonly saved: SavedWork }) {
  const { t } = useTranslation();
  const isCount = saved.mode === 'count';
  const differing = saved.levels.filter(({ varianceMilli }) => (varianceMilli ?? 0) !== 0).length;
  return (
    <>
      <div className="flex items-center gap-3">
        <Icon of={CircleCheck} size="large" className="text-good" />
        <p role="status">
          <b>{t(`stock.work.saved.${saved.mode}`)}</b>{' '}
          {isCount ? t('stock.work.differs', { count: differing }) : t('stock.work.savedHelp')}
        </p>
      </div>
      <div className="flex-none overflow-x-auto rounded-lg border border-line bg-surface">
        <Table label={t(`stock.work.saved.${saved.mode}`)} isStill>
          <thead>
            <tr>
              <HeadCell>{t('stock.work.product')}</HeadCell>
              {isCount && <HeadCell isFigure>{t('stock.work.expected')}</HeadCell>}
              <HeadCell isFigure>{t(isCount ? 'stock.work.counted' : 'stock.work.now')}</HeadCell>
              {isCount && <HeadCell isFigure>{t('stock.work.difference')}</HeadCell>}
            </tr>
          </thead>
          <tbody>
            {saved.levels.map((level) => (
              <LevelRow key={`${level.variantId} ${level.batchId}`} level={level} isCount={isCount} />
            ))}
          </tbody>
        </Table>
      </div>
    </>
  );
}

function LevelRow({ level, isCount }: { readonly level: SavedLevel; readonly isCount: boolean }) {
  const { t } = useTranslation();
  const writing = useWriting();
  const { expectedMilli = 0, varianceMilli = 0 } = level;
  return (
    <tr>
      <Cell className="w-full max-w-0 whitespace-normal!">
        <span className="font-medium">{level.name}</span>
        {level.batch !== null && (
          <span className="block text-xs text-muted tabular-nums">{batchWords(level.batch, writing, t)}</span>
        )}
      </Cell>
      {isCount && <Cell isFigure>{writing.quantity(expectedMilli)}</Cell>}
      <Cell isFigure>
        {writing.quantity(level.onHandMilli)}
        {level.unit !== 'piece' && ` ${level.unit}`}
      </Cell>
      {isCount && (
        <Cell isFigure>
          {varianceMilli === 0 ? (
            <span className="text-muted">{t('stock.work.right')}</span>
          ) : (
            <Badge tone={varianceMilli < 0 ? 'bad' : 'warn'}>
              {varianceMilli > 0 && '+'}
              {writing.quantity(varianceMilli)}
            </Badge>
          )}
        </Cell>
      )}
    </tr>
  );
}
