import { useTranslation } from 'react-i18next';
import { Cell, HeadCell, Table } from '#shared/ui/table.tsx';
import { useTillState } from '../parts/till-facts.tsx';
import { useWriting } from '../parts/use-writing.ts';

type CountTableProps = {
  /** What was typed for each note; empty for not counted. */
  readonly pieces: Readonly<Record<number, string>>;
  readonly onChange: (denominationMinor: number, typed: string) => void;
  readonly isLocked: boolean;
  /** The till's sum, once it is closed. */
  readonly countedMinor: number | null;
};

const PIECES_LENGTH_MAX = 6;

/** How many of each note and coin lie in the drawer. */
export function CountTable({ pieces, onChange, isLocked, countedMinor }: CountTableProps) {
  const { t } = useTranslation();
  const writing = useWriting();
  const { denominationsMinor } = useTillState();
  return (
    <>
      <div>
        <h2>{t('drawer.close.yourCount')}</h2>
        <p className="text-sm text-muted">{t(isLocked ? 'drawer.close.locked' : 'drawer.close.blind')}</p>
      </div>
      <div className="flex-none overflow-hidden rounded-lg border border-line bg-surface">
        <Table label={t('drawer.close.yourCount')} isStill>
          <thead>
            <tr>
              <HeadCell>{t('drawer.close.note')}</HeadCell>
              <HeadCell isFigure>{t('drawer.close.howMany')}</HeadCell>
            </tr>
          </thead>
          <tbody>
            {denominationsMinor.map((denominationMinor) => {
              const note = writing.amount(denominationMinor, 'short');
              return (
                <tr key={denominationMinor}>
                  <Cell className="h-[3.0625rem]! font-semi tabular-nums">{note}</Cell>
                  <Cell isFigure className="h-[3.0625rem]!">
                    <input
                      aria-label={t('drawer.close.piecesOf', { note })}
                      value={pieces[denominationMinor] ?? ''}
                      inputMode="numeric"
                      maxLength={PIECES_LENGTH_MAX}
                      readOnly={isLocked}
                      onChange={(event) => onChange(denominationMinor, event.target.value.replaceAll(/\D/g, ''))}
                      className="h-9 w-20 rounded-sm bg-sunken px-3 text-right font-semi tabular-nums"
                    />
                  </Cell>
                </tr>
              );
            })}
          </tbody>
          {countedMinor !== null && (
            <tfoot>
              <tr>
                <Cell className="h-[3.25rem]! text-lg">{t('drawer.close.counted')}</Cell>
                <Cell isFigure className="h-[3.25rem]! text-lg">
                  {writing.amount(countedMinor)}
                </Cell>
              </tr>
            </tfoot>
          )}
        </Table>
      </div>
    </>
  );
}
