import { CircleAlert, HardDrive } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Button } from '#shared/ui/button.tsx';
import { Chip, ChipGroup } from '#shared/ui/chip.tsx';
import { Field } from '#shared/ui/field.tsx';
import { KeyCap } from '#shared/ui/key-cap.tsx';
import { Note } from '#shared/ui/note.tsx';
import { Segments } from '#shared/ui/segments.tsx';
import { AskedNotes } from '../parts/asked-notes.tsx';
import { type StockMode, usePlace } from '../parts/place.tsx';
import { directionOf, REASONS } from './stock-draft.ts';
import type { StockWork } from './use-stock-work.ts';

const MODES = ['receive', 'adjust', 'count'] as const;
const NOTE_LENGTH_MAX = 200;

/** The right side: what is done, why, and the one button that saves it all as one thing. */
export function StockSide({ mode, work }: { readonly mode: StockMode; readonly work: StockWork }) {
  const { t } = useTranslation();
  const { go } = usePlace();
  const isAsking = work.asked.stopped !== null;
  const count = work.draft.lines.length;
  return (
    <>
      <div className="grid min-h-0 flex-1 content-start gap-4 overflow-y-auto [scrollbar-width:thin] small:overflow-visible">
        <Segments
          label={t('stock.work.mode')}
          isFull
          chosen={mode}
          onChoose={(next) => go({ page: 'stock', mode: next })}
          choices={MODES.map((each) => ({ value: each, words: t(`stock.work.modes.${each}`) }))}
        />
        <div>
          <p className="text-total leading-none font-bold tabular-nums">{count}</p>
          <p className="mt-1 text-sm text-muted">{t('stock.work.products', { count })}</p>
        </div>
        {!isAsking && (
          <>
            {mode === 'adjust' && <Reason work={work} />}
            <Field
              label={t('stock.work.note')}
              value={work.draft.note}
              onChange={(note) => work.say({ note })}
              maxLength={NOTE_LENGTH_MAX}
              placeholder={t(`stock.work.noteExample.${mode}`)}
            />
            {count > 0 && (
              <p className="flex items-start gap-2 text-sm text-muted">
                <HardDrive aria-hidden="true" strokeWidth={1.75} className="mt-0.5 size-4 flex-none" />
                {t('stock.work.kept')}
              </p>
            )}
          </>
        )}
        <AskedNotes asked={work.asked} />
        {work.fault !== null && (
          <Note tone="bad" icon={CircleAlert} role="alert">
            {t(`stock.work.faults.${work.fault.kind}`, { name: work.fault.line?.name ?? '' })}
          </Note>
        )}
      </div>
      {!isAsking && (
        <Button rank="primary" scale="pay" full isDisabled={count === 0} onPress={work.save}>
          <span>{t(`stock.work.do.${mode}`)}</span>
          <KeyCap tone="inherit">F12</KeyCap>
        </Button>
      )}
    </>
  );
}

/** Why stock is put right, and whether that takes goods off the shelf or puts them on it. */
function Reason({ work }: { readonly work: StockWork }) {
  const { t } = useTranslation();
  const { reason, direction } = work.draft;
  return (
    <div className="grid gap-2">
      <h3>{t('stock.work.reason')}</h3>
      <ChipGroup
        label={t('stock.work.reason')}
        chosen={reason}
        onChoose={(id) => work.say({ reason: REASONS.find((each) => each === id) ?? null })}
      >
        {REASONS.map((each) => (
          <Chip key={each} id={each}>
            {t(`stock.work.reasons.${each}`)}
          </Chip>
        ))}
      </ChipGroup>
      {reason === 'other' && (
        <Segments
          label={t('stock.work.direction')}
          isFull
          chosen={direction}
          onChoose={(next) => work.say({ direction: next })}
          choices={(['out', 'in'] as const).map((each) => ({
            value: each,
            words: t(`stock.work.directions.${each}`),
          }))}
        />
      )}
      {reason !== null && (
        <p className="text-sm text-muted">
          {t(directionOf(work.draft) === 'out' ? 'stock.work.takesOff' : 'stock.work.putsOn')}
        </p>
      )}
    </div>
  );
}
