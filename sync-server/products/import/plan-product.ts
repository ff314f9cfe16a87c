import type { ProductAnswer } from '#shared/api/product-endpoints.ts';
import { must } from '#shared/base/assert.ts';
import { type Id, type MakeId, idsInOrder } from '#shared/base/ids.ts';
import { costE4, minor } from '#shared/base/money.ts';
import { milli } from '#shared/base/quantity.ts';
import type { RecordEdit } from '#shared/changes/record-edits.ts';
import { changedFields } from '#server/sync/web-edits/changed-fields.ts';
import type { SheetField } from '../sheet-columns.ts';
import { addedVariantRecords, editedVariantRecords } from '../variant-records.ts';
import type { FieldFault, ImportProduct, ImportVariant } from './import-product.ts';
import type { KnownGoods, KnownVariant } from './known-goods.ts';

/** What a product of a file comes to: the records that it writes, and its variants by what becomes of them. */
export interface Planned {
  readonly records: readonly RecordEdit[];
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly faults: readonly FieldFault[];
}

/** What stands in a new product where the file says nothing. */
const NEW_PRODUCT = {
  description: '',
  supplierId: null,
  unit: 'piece',
  returnable: true,
  reorderLevelMilli: milli(10_000),
  expiryAlertDays: 30,
  trackInventory: true,
  hasBatches: false,
  hasSerials: false,
  isWeighed: false,
  isOpenPrice: false,
  imageUrl: null,
  isActive: true,
} as const;

/** What a file's product and its variants become here, by what the business has. Nothing is written. */
export function planProduct(makeId: MakeId, known: KnownGoods, wanted: ImportProduct): Planned {
  const faults: FieldFault[] = [];
  const refuse = (line: number, field: SheetField, message: string): void => void faults.push({ line, field, message });
  const taxRateIds = wanted.taxes?.map((name) => {
    const id = known.taxRates.get(name.toLowerCase());
    if (id === undefined) refuse(wanted.line, 'taxes', `There is no tax rate ${name}. Add it first, or write another.`);
    return id ?? '';
  });
  const matches = wanted.variants.map((variant) => ({ variant, match: matchOf(known, variant) }));
  for (const { variant, match } of matches) requireOwnNames(known, variant, match, refuse);
  const product =
    matches.find(({ match }) => match !== undefined)?.match?.product ?? known.byName.get(wanted.name.toLowerCase());
  for (const { variant, match } of matches) {
    if (match !== undefined && match.product.id !== product?.id)
      refuse(
        variant.line,
        'product',
        `It is a variant of ${match.product.name}. Name that product, or take its sku and barcode off.`,
      );
  }
  const category = categoryOf(makeId, known, wanted.category);
  const fields = {
    ...wanted.fields,
    name: wanted.name,
    ...(taxRateIds === undefined ? {} : { taxRateIds }),
    ...(category === null ? {} : { categoryId: category.id }),
  };
  const planned =
    product === undefined
      ? planNew(makeId, wanted, fields, refuse)
      : planKnown(makeId, { product, matches, fields, refuse });
  if (faults.length > 0) return { records: [], added: 0, changed: 0, unchanged: 0, faults };
  return { ...planned, records: [...(category?.records ?? []), ...planned.records], faults };
}

type Refuse = (line: number, field: SheetField, message: string) => void;

/** The variant that a row means: by its id, else by its sku, else by its barcode. */
function matchOf(known: KnownGoods, { variantId, sku, barcode }: ImportVariant): KnownVariant | undefined {
  return (
    (variantId === undefined ? undefined : known.byVariantId.get(variantId)) ??
    (sku === undefined ? undefined : known.bySku.get(sku)) ??
    (barcode === undefined ? undefined : known.byBarcode.get(barcode))
  );
}

function requireOwnNames(
  known: KnownGoods,
  variant: ImportVariant,
  match: KnownVariant | undefined,
  refuse: Refuse,
): void {
  if (variant.variantId !== undefined && !known.byVariantId.has(variant.variantId))
    refuse(variant.line, 'variantId', 'There is no such variant. Leave the id empty for what is new.');
  for (const [field, holder] of [
    ['sku', known.bySku.get(variant.sku ?? '')],
    ['barcode', known.byBarcode.get(variant.barcode ?? '')],
  ] as const) {
    if (holder !== undefined && holder.variant.id !== match?.variant.id)
      refuse(variant.line, field, `It is ${holder.product.name}’s already. Take another.`);
  }
}

function categoryOf(
  makeId: MakeId,
  known: KnownGoods,
  name: string | undefined,
): { readonly id: Id; readonly records: readonly RecordEdit[] } | null {
  if (name === undefined) return null;
  const there = known.categories.get(name.toLowerCase());
  if (there !== undefined) return { id: there, records: [] };
  const id = makeId();
  return {
    id,
    records: [{ kind: 'category', id, op: 'put', fields: { name, parentId: null, color: 1, position: 0 } }],
  };
}

function idAt(ids: readonly Id[], place: number): Id {
  return must(ids[place], 'every variant has an id');
}

type Fields = Parameters<typeof changedFields>[1];
type Plan = Omit<Planned, 'faults'>;

function planNew(makeId: MakeId, wanted: ImportProduct, fields: Fields, refuse: Refuse): Plan {
  const id = makeId();
  const hasVariants = wanted.variants.length > 1 || wanted.variants.some(({ name }) => name !== '');
  const whole = { ...NEW_PRODUCT, categoryId: null, taxRateIds: [], ...fields, hasVariants };
  const ids = idsInOrder(makeId, wanted.variants.length);
  const isOpen = wanted.fields.isOpenPrice === true;
  const variants = wanted.variants.flatMap((variant, place) =>
    newVariant(makeId, { id: idAt(ids, place), productId: id, isOpen }, variant, refuse),
  );
  const isActive = wanted.variants.some((variant) => variant.isActive !== false);
  const product: RecordEdit = {
    kind: 'product',
    id,
    op: 'put',
    fields: changedFields({}, { ...whole, isActive }).fields,
  };
  return { records: [product, ...variants], added: wanted.variants.length, changed: 0, unchanged: 0 };
}

function newVariant(
  makeId: MakeId,
  { isOpen, ...of }: { readonly id: Id; readonly productId: Id; readonly isOpen: boolean },
  variant: ImportVariant,
  refuse: Refuse,
): readonly RecordEdit[] {
  if (variant.sellingPriceMinor === undefined && !isOpen)
    refuse(variant.line, 'price', 'It is new here: give its price.');
  const records = addedVariantRecords(makeId, of, {
    name: variant.name,
    sku: variant.sku ?? '',
    attributes: {},
    costE4: variant.costE4 ?? costE4(0),
    sellingPriceMinor: variant.sellingPriceMinor ?? minor(0),
    barcode: variant.barcode ?? null,
  });
  return variant.isActive === false
    ? records.map((record) =>
        record.kind === 'product_variant' ? { ...record, fields: { ...record.fields, isActive: false } } : record,
      )
    : records;
}

function planKnown(
  makeId: MakeId,
  {
    product,
    matches,
    fields,
    refuse,
  }: {
    readonly product: ProductAnswer;
    readonly matches: readonly { readonly variant: ImportVariant; readonly match: KnownVariant | undefined }[];
    readonly fields: Fields;
    readonly refuse: Refuse;
  },
): Plan {
  const { fields: changed } = changedFields(product, { ...fields, ...activeOf(product, matches) });
  const own: RecordEdit[] =
    Object.keys(changed).length === 0 ? [] : [{ kind: 'product', id: product.id, op: 'put', fields: changed }];
  let [added, touched] = [0, 0];
  const ids = idsInOrder(makeId, matches.length);
  const records = matches.flatMap(({ variant, match }, place) => {
    const there = match?.variant ?? namedLike(product, variant);
    if (there === undefined) {
      added += 1;
      if (!product.hasVariants)
        refuse(
          variant.line,
          'variant',
          `${product.name} has no variants yet. Add the first one in the app, then import again.`,
        );
      else if (variant.name === '') refuse(variant.line, 'variant', 'The product has variants: name this one.');
      const of = { id: idAt(ids, place), productId: product.id, isOpen: product.isOpenPrice };
      return newVariant(makeId, of, variant, refuse);
    }
    const edits = editedVariantRecords(makeId, there, {
      sku: variant.sku,
      barcode: variant.barcode,
      costE4: variant.costE4,
      sellingPriceMinor: variant.sellingPriceMinor,
      ...(product.hasVariants && variant.name !== '' ? { name: variant.name } : {}),
      ...(product.hasVariants && isOtherActive(product, there, variant) ? { isActive: variant.isActive } : {}),
    });
    if (edits.length > 0 || own.length > 0) touched += 1;
    return edits;
  });
  return { records: [...own, ...records], added, changed: touched, unchanged: matches.length - added - touched };
}

/** A product without variants is sold by its own row; one with variants that was archived comes back with the first that is. */
function activeOf(
  product: ProductAnswer,
  matches: readonly { readonly variant: ImportVariant }[],
): { isActive?: boolean | undefined } {
  if (!product.hasVariants) return { isActive: matches[0]?.variant.isActive };
  return matches.some(({ variant }) => variant.isActive === true) ? { isActive: true } : {};
}

/** Whether a row says otherwise of a variant than an export of it would: sold are those that are, of products that are. */
function isOtherActive(
  product: ProductAnswer,
  there: ProductAnswer['variants'][number],
  { isActive }: ImportVariant,
): boolean {
  return isActive !== undefined && isActive !== (product.isActive && there.isActive);
}

function namedLike(product: ProductAnswer, { name }: ImportVariant): ProductAnswer['variants'][number] | undefined {
  if (!product.hasVariants && name === '') return must(product.variants[0], 'every product has at least one variant');
  return product.variants.find((variant) => variant.name !== '' && variant.name.toLowerCase() === name.toLowerCase());
}
