import { SYNC_CLASSES } from '#shared/sync/classes.ts';
import type { Reader } from '../store/till-tables.ts';
import type { PulledPage } from './pulled-page.ts';

/**
 * Parts of one reading of the feed that came and are not in the tables yet.
 *
 * A page that ends early leaves what belongs together apart: stock without the sales that took it, an edit without what it
 * was made on. A till that has everything writes such parts at once, when the last one is here.
 */
export type HeldPages = {
  /** The cursor that lies on the disk, from which they go on. */
  readonly from: string;
  readonly session: number;
  readonly pages: readonly PulledPage[];
};

const NONE: readonly PulledPage[] = [];

/** The parts that a page asked for now goes on from; those of another session, or of another cursor, are dropped. */
export function heldPages(
  memory: { held: HeldPages | null },
  now: { readonly from: string | null; readonly session: number },
): readonly PulledPage[] {
  const { held } = memory;
  if (held !== null && held.from === now.from && held.session === now.session) return held.pages;
  memory.held = null;
  return NONE;
}

export function rowsOf(pages: readonly PulledPage[]): number {
  return pages.reduce((rows, page) => rows + page.changes.length, 0);
}

/** Whether every class was read to its end before: a till that is still filled shows what comes as it comes. */
export function isFilled(reader: Pick<Reader, 'sync'>): boolean {
  const complete = new Set(reader.sync.marks().flatMap((mark) => (mark.isComplete ? [mark.class] : [])));
  return SYNC_CLASSES.every((name) => complete.has(name));
}
