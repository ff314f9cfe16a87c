import { z } from 'zod';
import { type SyncClass, syncClassSchema } from '#shared/sync/classes.ts';
import type { Reader } from './till-tables.ts';

/** Where the till stands in the feed; opaque, the office's own. */
export const CURSOR_KEY = 'feed_cursor';
export const RESYNC_KEY = 'resync_classes';

const classesSchema = z.array(syncClassSchema);

/** The classes that are being read anew. */
export function resyncingClasses(reader: Pick<Reader, 'meta'>): ReadonlySet<SyncClass> {
  const text = reader.meta.get(RESYNC_KEY);
  return text === null ? new Set() : new Set(classesSchema.parse(JSON.parse(text)));
}
