import type { Id } from '#shared/base/ids.ts';
import { epochCounter } from '#shared/changes/hash-chain.ts';
import { ENTITY_CLASS, type FeedEntity, type SyncClass } from '#shared/sync/classes.ts';
import type { WrittenRecord } from '../store/index-record.ts';
import type { ClassMark } from '../store/tables/sync-state.ts';
import type { Writer } from '../store/till-tables.ts';
import { type OwnView, laterOf } from './own-edits.ts';
import type { PulledPage } from './pulled-page.ts';
import { resyncingClasses } from '../store/resync-state.ts';

/** Told of the records that a page wrote or took away, inside the same transaction: a search index follows by it. */
export type OnRecordsApplied = (writer: Writer, applied: readonly WrittenRecord[]) => void;

export type FeedContext = {
  readonly tillId: Id;
  readonly nowMs: number;
  /** By which it is counted how long something was kept. */
  readonly officeNowMs: number;
  readonly onRecordsApplied: OnRecordsApplied;
  /** Own facts are held back until the new epoch is stored, since their places may still be taken. */
  readonly isHealing: boolean;
};

/** What a page needs while it is applied, looked up once. */
export type PageView = FeedContext & {
  readonly page: PulledPage;
  /** Records that were written or taken away so far. */
  readonly written: WrittenRecord[];
  readonly marks: ReadonlyMap<SyncClass, ClassMark>;
  readonly quarantinedPlaces: ReadonlySet<string>;
  /** Own changes in this page's list, by the variant and batch that they moved. */
  readonly quarantinedByLevel: ReadonlyMap<string, readonly string[]>;
  /** The same by the account that they moved: its kind and id. */
  readonly quarantinedByAccount: ReadonlyMap<string, readonly string[]>;
  readonly resyncing: ReadonlySet<SyncClass>;
};

/** Why a row was parked; null where it was applied. */
export type ParkReason = 'unknown_entity' | 'unreadable' | 'other_place' | 'healing';

export function viewPage(writer: Writer, page: PulledPage, context: FeedContext): PageView {
  const places = new Set<string>();
  const byLevel = new Map<string, string[]>();
  const byAccount = new Map<string, string[]>();
  for (const id of page.quarantined) {
    const place = writer.places.placeOf(id);
    if (place !== null) places.add(`${epochCounter(place.epoch)}:${place.seq}`);
    for (const moved of writer.stock.movementsOfChange(id)) {
      places.add(`${moved.epochCounter}:${moved.seq}`);
      addTo(byLevel, `${moved.variantId}/${moved.batchId}`, id);
    }
    for (const entry of writer.ledgers.entriesOfChange(id))
      addTo(byAccount, `${entry.accountKind}/${entry.accountId}`, id);
  }
  const marks = new Map(writer.sync.marks().map((mark) => [mark.class, mark]));
  return {
    ...context,
    page,
    written: [],
    marks,
    quarantinedPlaces: places,
    quarantinedByLevel: byLevel,
    quarantinedByAccount: byAccount,
    resyncing: resyncingClasses(writer),
  };
}

function addTo(lists: Map<string, string[]>, key: string, id: string): void {
  const ids = lists.get(key) ?? [];
  if (!ids.includes(id)) lists.set(key, [...ids, id]);
}

/** What the till's own edits are held against in a row of this class. */
export function ownViewOf(view: PageView, name: SyncClass): OwnView {
  const mark = view.marks.get(name);
  const epoch = mark?.completeThroughEpoch ?? null;
  const complete = epoch === null ? null : { epoch, seq: mark?.completeThroughSeq ?? 0 };
  return {
    tillId: view.tillId,
    through: laterOf(view.page.appliedThrough, complete),
    quarantinedPlaces: view.quarantinedPlaces,
  };
}

export function classOf(entity: string): SyncClass | null {
  return isFeedEntity(entity) ? ENTITY_CLASS[entity] : null;
}

function isFeedEntity(entity: string): entity is FeedEntity {
  return Object.hasOwn(ENTITY_CLASS, entity);
}
