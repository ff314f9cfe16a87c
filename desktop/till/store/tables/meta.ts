import { z } from 'zod';
import { HLC_ZERO, type Hlc, hlcSchema } from '#shared/base/hlc.ts';
import { idSchema } from '#shared/base/ids.ts';
import { epochSchema } from '#shared/changes/hash-chain.ts';
import { type Connection } from '../connection.ts';

/** Whose till this is, as enrolment said. */
export const identitySchema = z.object({
  businessId: idSchema,
  businessName: z.string(),
  storeId: idSchema,
  storeCode: z.string(),
  storeName: z.string(),
  tillId: idSchema,
  tillCode: z.string(),
  tillName: z.string(),
  timeZone: z.string(),
  currency: z.string(),
  /** Empty for a till that is alone. */
  officeUrl: z.string(),
});
export type Identity = z.infer<typeof identitySchema>;

/** The epoch that the till writes in, and the series of its receipts, which a restored till lifts by itself. */
export const currentEpochSchema = z.object({
  epoch: epochSchema,
  series: z.string().regex(/^[A-Z]{1,4}$/),
  certificate: z.string(),
  /** The last agreed hash of the epoch before: where this chain starts. */
  previousHash: z.string(),
});
export type CurrentEpoch = z.infer<typeof currentEpochSchema>;

export function readMeta(db: Connection) {
  const select = db.prepare<[string], { value: string }>('SELECT value FROM meta WHERE key = ?');
  const get = (key: string): string | null => select.get(key)?.value ?? null;
  const cached = new Map<string, { readonly text: string; readonly value: unknown }>();
  /** Parsed once for each text: identity and epoch are read with every sale and hardly ever change. */
  const parsed = <Value>(key: string, schema: z.ZodType<Value>): Value | null => {
    const text = get(key);
    if (text === null) return null;
    const known = cached.get(key);
    if (known?.text === text) return schema.parse(known.value);
    const value = schema.parse(JSON.parse(text));
    cached.set(key, { text, value });
    return value;
  };
  return {
    get,
    identity: (): Identity | null => parsed('identity', identitySchema),
    /** Whether this is a till that belongs to no office. */
    isAlone: (): boolean => parsed('identity', identitySchema)?.officeUrl === '',
    epoch: (): CurrentEpoch | null => parsed('epoch', currentEpochSchema),
    hlc: (): Hlc => hlcSchema.parse(get('hlc') ?? HLC_ZERO),
    /** The last number given under a series of receipts; 0 for none. */
    receiptCounter: (series: string): number => Number(get(`receipt_counter:${series}`) ?? '0'),
  };
}

export function writeMeta(db: Connection) {
  const upsert = db.prepare(
    'INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
  );
  const remove = db.prepare('DELETE FROM meta WHERE key = ?');
  const lift = db.prepare(
    'INSERT INTO meta (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = CAST(max(CAST(value AS INTEGER), CAST(excluded.value AS INTEGER)) AS TEXT)',
  );
  const set = (key: string, value: string): void => {
    upsert.run(key, value);
  };
  return {
    set,
    remove: (key: string): void => {
      remove.run(key);
    },
    setIdentity: (identity: Identity): void => set('identity', JSON.stringify(identity)),
    setEpoch: (epoch: CurrentEpoch): void => set('epoch', JSON.stringify(epoch)),
    /** The clock's high-water mark; the caller made sure that it grows. */
    setHlc: (stamp: Hlc): void => set('hlc', stamp),
    setReceiptCounter: (series: string, counter: number): void => set(`receipt_counter:${series}`, String(counter)),
    /** Never lowers: what the office saw counts as given. */
    liftReceiptCounter: (series: string, counter: number): void => {
      lift.run(`receipt_counter:${series}`, String(counter));
    },
  };
}
