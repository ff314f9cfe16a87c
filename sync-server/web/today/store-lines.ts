import type { SalesFigures, SalesSummary } from '#shared/api/reports.ts';
import { sharePpm } from '../parts/change-of.ts';
import type { SeenTill } from './till-groups.ts';
import { rowComparedWith } from './compared-with.ts';

/** One store of Today's table. */
export type StoreLine = {
  readonly id: string;
  readonly name: string;
  readonly figures: SalesFigures;
  readonly before: SalesFigures | null;
  readonly sharePpm: number;
  /** How long its bar is beside the best store's, in millionths, and the hatched part that is not here yet. */
  readonly barPpm: number;
  readonly gapPpm: number;
  /** Silent tills: then a change against last week says nothing. */
  readonly silent: SalesSummary['missing'];
  /** The oldest sign of its tills that are well; null where none is known. */
  readonly heardMs: number | null;
};

/** The best store's bar leaves some room, as a share of the whole does. */
const BAR_ROOM = 1.15;

/** The stores of a day, best first. */
export function storeLines(summary: SalesSummary, tills: readonly SeenTill[]): readonly StoreLine[] {
  const gapOf = (storeId: string): number =>
    summary.missing.filter((till) => till.storeId === storeId).reduce((sum, till) => sum + till.expectedMinor, 0);
  const longest =
    BAR_ROOM * Math.max(1, ...summary.rows.map(({ key, figures }) => Math.max(0, figures.netMinor) + gapOf(key)));
  return summary.rows
    .map((row): StoreLine => {
      const seen = tills.flatMap((till) =>
        till.storeId === row.key && till.lastSeenMs !== null ? [till.lastSeenMs] : [],
      );
      return {
        id: row.key,
        name: row.name,
        figures: row.figures,
        before: rowComparedWith(row),
        sharePpm: sharePpm(row.figures.netMinor, summary.total.netMinor),
        barPpm: sharePpm(Math.max(0, row.figures.netMinor), longest),
        gapPpm: sharePpm(gapOf(row.key), longest),
        silent: summary.missing.filter((till) => till.storeId === row.key),
        heardMs: seen.length === 0 ? null : Math.min(...seen),
      };
    })
    .toSorted((left, right) => right.figures.netMinor - left.figures.netMinor);
}
