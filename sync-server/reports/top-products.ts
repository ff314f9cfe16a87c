import type { TopProducts } from '#shared/api/stock-reports.ts';
import type { Id } from '#shared/base/ids.ts';
import { mulDivRound } from '#shared/base/integer.ts';
import type { SalesFigures } from '#shared/api/reports.ts';
import type { Tx } from '#server/store/pool.ts';
import { type FigureSums, NO_SALES, addSums, figuresOf } from './figures.ts';
import { type Asked, rangeHead, scopeOf } from './range-head.ts';
import { salesSlices } from './sales-slices.ts';
import { sliceNames } from './slice-names.ts';

type Sort = '-netMinor' | '-unitsMilli' | '-marginMinor' | '-saleCount' | 'netMinor' | 'marginMinor';
type Query = {
  from: string;
  to: string;
  categoryId?: Id | undefined;
  cashierId?: Id | undefined;
  method?: string | undefined;
  sort: Sort;
  limit: number;
};

const AMOUNTS: Readonly<Record<Sort, (figures: SalesFigures) => number>> = {
  '-netMinor': ({ netMinor }) => -netMinor,
  '-unitsMilli': ({ unitsMilli, refundUnitsMilli }) => refundUnitsMilli - unitsMilli,
  '-marginMinor': ({ marginMinor }) => -marginMinor,
  '-saleCount': ({ saleCount }) => -saleCount,
  netMinor: ({ netMinor }) => netMinor,
  marginMinor: ({ marginMinor }) => marginMinor,
};

async function variantsOf(tx: Tx, businessId: Id, categoryId: Id): Promise<ReadonlySet<string>> {
  const rows = await tx<{ id: Id }[]>`
    select v.id from products p join product_variants v on v.business_id = p.business_id and v.product_id = p.id
     where p.business_id = ${businessId} and p.category_id = ${categoryId}`;
  return new Set(rows.map(({ id }) => id));
}

/** What sold best or worst in a range of days. */
export async function topProducts(tx: Tx, asked: Asked<Query>): Promise<TopProducts> {
  const { sort, limit, categoryId } = asked.query;
  const scope = scopeOf(asked);
  const all = await salesSlices(tx, scope, 'product');
  const wanted = categoryId === undefined ? null : await variantsOf(tx, scope.businessId, categoryId);
  const found = all
    .filter(({ key }) => wanted === null || wanted.has(key))
    .map((slice) => ({ slice, figures: figuresOf(slice) }));
  const amount = AMOUNTS[sort];
  const top = found
    .toSorted(
      (left, right) => amount(left.figures) - amount(right.figures) || (left.slice.key < right.slice.key ? -1 : 1),
    )
    .slice(0, limit);
  const called = await sliceNames(
    tx,
    scope.businessId,
    'product',
    top.map(({ slice }) => slice.key),
  );
  // Each sale counts once in the total, however many of these goods it has.
  const days = wanted === null ? await salesSlices(tx, scope, 'day') : found.map(({ slice }) => slice);
  const total = figuresOf(days.reduce<FigureSums>(addSums, NO_SALES));
  return {
    ...(await rangeHead(tx, asked)),
    total,
    rows: top.map(({ slice, figures }, index) => ({
      key: slice.key,
      ...called(slice.key),
      rank: index + 1,
      figures,
      sharePpm: total.netMinor > 0 ? mulDivRound(figures.netMinor, 1_000_000, total.netMinor) : null,
    })),
  };
}
