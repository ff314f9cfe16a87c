import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { idSchema } from '#shared/base/ids.ts';
import { SYNC_CLASSES, type SyncClass } from '#shared/sync/classes.ts';

const positionSchema = z.number().int().min(0);

/** Where a till stands in each class, and by which feed: opaque to the till, and signed. */
const cursorSchema = z.object({
  v: z.literal(1),
  store: idSchema,
  till: idSchema,
  scope: z.string(),
  mark: idSchema,
  /** The counter of the snapshot that the last page came from. */
  counter: positionSchema,
  /** The counter of the snapshot in which this till began to read from nothing: it has no row that was gone by then. */
  begunAt: positionSchema.default(0),
  /** The protocol that the till spoke; cursors of long ago don't say. */
  protocol: z.number().int().optional(),
  positions: z.object({
    settings: positionSchema,
    catalogue: positionSchema,
    levels: positionSchema,
    customers: positionSchema,
    sales: positionSchema,
    own: positionSchema,
  }),
});
export type Cursor = z.infer<typeof cursorSchema>;
export type Positions = Record<SyncClass, number>;

export function noPositions(): Positions {
  return { settings: 0, catalogue: 0, levels: 0, customers: 0, sales: 0, own: 0 };
}

export function sealCursor(secret: Uint8Array, cursor: Cursor): string {
  const text = Buffer.from(JSON.stringify(cursor)).toString('base64url');
  return `${text}.${signatureOf(secret, text)}`;
}

/** What a cursor says, or null where this server did not make it. */
export function openCursor(secret: Uint8Array, sealed: string): Cursor | null {
  const [text, signature, ...rest] = sealed.split('.');
  if (text === undefined || signature === undefined || rest.length > 0) return null;
  const [given, expected] = [Buffer.from(signature), Buffer.from(signatureOf(secret, text))];
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
  const read = cursorSchema.safeParse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
  return read.success ? read.data : null;
}

function signatureOf(secret: Uint8Array, text: string): string {
  return createHmac('sha256', secret).update(text).digest('base64url');
}

/** The lowest position of the classes whose rows can be deleted; a class that was never begun has none. */
export function lowestBegun(positions: Positions): number {
  const begun = SYNC_CLASSES.filter((name) => name !== 'own' && name !== 'sales')
    .map((name) => positions[name])
    .filter((position) => position > 0);
  return begun.length === 0 ? Number.MAX_SAFE_INTEGER : Math.min(...begun);
}
