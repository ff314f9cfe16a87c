import { z } from 'zod';
import { OFFERED_KINDS } from '#shared/changes/record-kinds.ts';
import { ENTITY_CLASS, SYNC_CLASSES, type SyncClass, syncClassSchema } from '#shared/sync/classes.ts';
import type { Reader, Writer } from '../store/till-tables.ts';

/** Set while a till gives back what an office lacks that came back from a backup: how far it has read there, by class. */
export const OFFERS_KEY = 'offers';

export type OfferedKind = (typeof OFFERED_KINDS)[number];

/** The classes that hold what is given back, which are read before anything of them is replaced. */
export const OFFERED_CLASSES: readonly SyncClass[] = SYNC_CLASSES.filter((name) =>
  OFFERED_KINDS.some((kind) => ENTITY_CLASS[kind] === name),
);

/** So many changes are offered before the till looks again what others gave back meanwhile. */
export const OFFERS_BEFORE_LOOK = 8;

/**
 * What the process is about: it reads what the office has, or sends what that lacks. How far it came in its own tables is
 * known to it alone; after a restart it looks through them once more.
 */
export type OffersWork = {
  doing: 'read' | 'send';
  toRead: SyncClass[];
  /** The next kind to look through, and the id after which. */
  at: { readonly kind: number; readonly afterId: string };
  /** How many changes may be offered before it reads again. */
  left: number;
};

export function newOffersWork(): OffersWork {
  return { doing: 'read', toRead: [...OFFERED_CLASSES], at: { kind: 0, afterId: '' }, left: OFFERS_BEFORE_LOOK };
}

const cursorsSchema = z.partialRecord(syncClassSchema, z.string());

export function offersCursor(reader: Pick<Reader, 'meta'>, name: SyncClass): string | null {
  const text = reader.meta.get(OFFERS_KEY);
  return text === null ? null : (cursorsSchema.parse(JSON.parse(text))[name] ?? null);
}

export function setOffersCursor(writer: Writer, name: SyncClass, cursor: string): void {
  const cursors = cursorsSchema.parse(JSON.parse(writer.meta.get(OFFERS_KEY) ?? '{}'));
  writer.meta.set(OFFERS_KEY, JSON.stringify({ ...cursors, [name]: cursor }));
}

/** Begins to give back, or begins anew: what the office was known to have is read once more. */
export function startOffers(writer: Writer): void {
  for (const kind of OFFERED_KINDS) writer.feed.forgetSeen(knownAs(kind));
  writer.meta.set(OFFERS_KEY, '{}');
}

export function endOffers(writer: Writer): void {
  for (const kind of OFFERED_KINDS) writer.feed.forgetSeen(knownAs(kind));
  writer.meta.remove(OFFERS_KEY);
}

/** Under which name it is noted that the office has a record as this till has it, or was given it. */
export function knownAs(kind: OfferedKind): string {
  return `offered ${kind}`;
}
