import { and, eq, isNull, or } from 'drizzle-orm';
import type { BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import type { Validity } from '#shared/catalogue/valid-dates.ts';
import type { LineTaxRate } from '#shared/sale/line-tax-rate.ts';
import type { Promotion } from '#shared/sale/promote-cart.ts';
import { priceLists, promotions } from './catalogue-tables.ts';
import type { JsonValue } from './json-value.ts';
import type { readMeta } from './meta.ts';
import { businesses, settings, stores, taxRates } from './people-tables.ts';

export type Business = typeof businesses.$inferSelect;
export type Store = typeof stores.$inferSelect;

/** What every sale asks of the settings. It hardly ever changes, so it is read once and forgotten when a setting is written. */
export function readShop(db: BetterSQLite3Database, meta: ReturnType<typeof readMeta>) {
  let known: ShopRows | null = null;
  const rows = (): ShopRows => (known ??= readRows(db, meta));
  return {
    business: (): Business | null => rows().business,
    store: (): Store | null => rows().store,
    dayStartMinutes: (): number => rows().business?.dayStartMinutes ?? 0,
    taxRate: (id: string): LineTaxRate | null => rows().taxRates.get(id) ?? null,
    taxRateIds: (): string[] => [...rows().taxRates.keys()],
    /** The list whose prices hold where no customer's list says otherwise. */
    defaultPriceListId: (): string | null => rows().defaultPriceListId,
    /** The promotions of this store that hold at a moment. */
    promotionsAt: (atMs: number): Promotion[] =>
      rows().promotions.filter(
        ({ validFromMs, validToMs }) => validFromMs <= atMs && (validToMs === null || validToMs > atMs),
      ),
    /** A setting of this store, else of the business. */
    setting: (key: string): JsonValue | null => rows().settings.get(key) ?? null,
    forget: (): void => {
      known = null;
    },
  };
}

type ShopRows = {
  readonly business: Business | null;
  readonly store: Store | null;
  readonly taxRates: ReadonlyMap<string, LineTaxRate>;
  readonly settings: ReadonlyMap<string, JsonValue>;
  readonly defaultPriceListId: string | null;
  readonly promotions: readonly (Promotion & Validity)[];
};

function readRows(db: BetterSQLite3Database, meta: ReturnType<typeof readMeta>): ShopRows {
  const identity = meta.identity();
  const storeId = identity?.storeId ?? '';
  const byKey = new Map<string, JsonValue>();
  const found = db
    .select()
    .from(settings)
    .where(and(eq(settings.isDeleted, false), or(isNull(settings.storeId), eq(settings.storeId, storeId))))
    .orderBy(settings.storeId)
    .all();
  for (const setting of found) byKey.set(setting.key, setting.value);
  const rates = db.select().from(taxRates).where(eq(taxRates.isDeleted, false)).all();
  const list = db
    .select()
    .from(priceLists)
    .where(and(eq(priceLists.isDeleted, false), eq(priceLists.isDefault, true)))
    .limit(1)
    .get();
  return {
    business:
      db
        .select()
        .from(businesses)
        .where(eq(businesses.id, identity?.businessId ?? ''))
        .get() ?? null,
    store: db.select().from(stores).where(eq(stores.id, storeId)).get() ?? null,
    taxRates: new Map(
      rates.map(({ id, name, ratePpm, inclusive }) => [id, { taxRateId: id, name, ratePpm, inclusive }]),
    ),
    settings: byKey,
    defaultPriceListId: list?.id ?? null,
    promotions: readPromotions(db, storeId),
  };
}

/** Those of this store and those of all. */
function readPromotions(db: BetterSQLite3Database, storeId: string): (Promotion & Validity)[] {
  return db
    .select()
    .from(promotions)
    .where(and(eq(promotions.isDeleted, false), eq(promotions.isActive, true)))
    .all()
    .filter(({ storeIds }) => storeIds.length === 0 || storeIds.includes(storeId))
    .map(({ id, name, target, rule, validFromMs, validToMs }) => ({ id, name, target, rule, validFromMs, validToMs }));
}
