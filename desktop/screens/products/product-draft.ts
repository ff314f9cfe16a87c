import type { z } from 'zod';
import type { catalogueSaveProductCall } from '#shared/till-calls/catalogue-calls.ts';
import type { catalogueProductCall } from '#shared/till-calls/product-calls.ts';
import { type NumberEntry, emptyEntry, entryFrom, entryUnits } from '../parts/number-entry.ts';

export type Product = z.infer<typeof catalogueProductCall.output>;
export type ProductInput = z.input<typeof catalogueSaveProductCall.input>;
export type Unit = Product['unit'];

/** A code as it is typed in: how many it stands for, and what it costs where that is not so many times the price. */
export type CodeDraft = {
  readonly id: number;
  readonly code: string;
  readonly pieces: NumberEntry;
  readonly price: NumberEntry;
};

/** A product as it is typed in. */
export type ProductDraft = {
  readonly name: string;
  readonly price: NumberEntry;
  readonly isOpenPrice: boolean;
  readonly codes: readonly CodeDraft[];
  /** An id, or one of the two below. */
  readonly category: string;
  readonly newCategory: string;
  readonly unit: Unit;
  /** Null while every tax of the shop will do. */
  readonly taxRateIds: readonly string[] | null;
  readonly sku: string;
  readonly isStocked: boolean;
  readonly opening: NumberEntry;
  readonly cost: NumberEntry;
  readonly lowFrom: NumberEntry;
  readonly isSold: boolean;
};

export const NO_CATEGORY = 'none';
export const NEW_CATEGORY = 'new';
export const UNITS: readonly Unit[] = ['piece', 'kg', 'l', 'm'];

const QUANTITY_PLACES = 3;
/** A cost is kept in 1/10,000 of the minor unit. */
const COST_PLACES = 4;
const USUAL_LOW_FROM_MILLI = 10_000;
const ONE_MILLI = 1000;

export function emptyCode(id: number, code: string, currencyPlaces: number): CodeDraft {
  return { id, code, pieces: entryFrom(ONE_MILLI, QUANTITY_PLACES), price: emptyEntry(currencyPlaces) };
}

/** A new product, of which perhaps the code is known, and the name that was searched for. */
export function newProduct(
  known: { readonly code: string; readonly name: string },
  currencyPlaces: number,
): ProductDraft {
  return {
    name: known.name,
    price: emptyEntry(currencyPlaces),
    isOpenPrice: false,
    codes: [emptyCode(0, known.code, currencyPlaces)],
    category: NO_CATEGORY,
    newCategory: '',
    unit: 'piece',
    taxRateIds: null,
    sku: '',
    isStocked: true,
    opening: emptyEntry(QUANTITY_PLACES),
    cost: emptyEntry(currencyPlaces + COST_PLACES),
    lowFrom: entryFrom(USUAL_LOW_FROM_MILLI, QUANTITY_PLACES),
    isSold: true,
  };
}

export function draftOf(product: Product, currencyPlaces: number): ProductDraft {
  const codes = product.barcodes.map(({ code, factorMilli, priceMinor }, id) => ({
    id,
    code,
    pieces: entryFrom(factorMilli, QUANTITY_PLACES),
    price: priceMinor === null ? emptyEntry(currencyPlaces) : entryFrom(priceMinor, currencyPlaces),
  }));
  const { costE4 } = product;
  return {
    ...newProduct({ code: '', name: product.name }, currencyPlaces),
    price: entryFrom(product.sellingPriceMinor, currencyPlaces),
    isOpenPrice: product.isOpenPrice,
    ...(codes.length === 0 ? {} : { codes }),
    category: product.categoryId ?? NO_CATEGORY,
    unit: product.unit,
    taxRateIds: product.taxRateIds,
    sku: product.sku,
    isStocked: product.trackInventory,
    ...(costE4 === null || costE4 === 0 ? {} : { cost: entryFrom(costE4, currencyPlaces + COST_PLACES) }),
    lowFrom: entryFrom(product.reorderLevelMilli, QUANTITY_PLACES),
    isSold: product.isActive,
  };
}

/** One code alone that stands for one piece needs no more said about it. */
export function isPlainCode({ codes: [first, second] }: ProductDraft): boolean {
  return (
    second === undefined && first !== undefined && entryUnits(first.pieces) === ONE_MILLI && first.price.text === ''
  );
}

/** A scanned code goes where a code is still empty, else into a row of its own; one that is there already changes nothing. */
export function withCode(draft: ProductDraft, code: string): ProductDraft {
  if (draft.codes.some((each) => each.code.trim() === code)) return draft;
  const empty = draft.codes.find((each) => each.code.trim() === '');
  if (empty === undefined) return withRow(draft, code);
  return { ...draft, codes: draft.codes.map((each) => (each.id === empty.id ? { ...each, code } : each)) };
}

export function withRow(draft: ProductDraft, code: string): ProductDraft {
  const id = Math.max(-1, ...draft.codes.map((each) => each.id)) + 1;
  return { ...draft, codes: [...draft.codes, emptyCode(id, code, draft.price.places)] };
}

export type ProductField = 'name' | 'price' | 'newCategory' | 'pieces';

/** The fields that need another look before the till is asked. */
export function wrongIn(draft: ProductDraft): ReadonlySet<ProductField> {
  const wrong = new Set<ProductField>();
  if (draft.name.trim() === '') wrong.add('name');
  if (!draft.isOpenPrice && entryUnits(draft.price) === null) wrong.add('price');
  if (draft.category === NEW_CATEGORY && draft.newCategory.trim() === '') wrong.add('newCategory');
  if (draft.codes.some(({ code, pieces }) => code.trim() !== '' && (entryUnits(pieces) ?? 0) <= 0)) wrong.add('pieces');
  return wrong;
}

/** What the till is told of it. What somebody may not see, or did not type, is left as it is. */
export function inputOf(draft: ProductDraft, product: Product | null): ProductInput {
  const costE4 = entryUnits(draft.cost);
  const openingMilli = entryUnits(draft.opening);
  const isWeighed = product !== null && product.unit === draft.unit ? product.isWeighed : draft.unit === 'kg';
  return {
    id: product?.productId ?? null,
    ...(product === null ? {} : { variantId: product.variantId }),
    name: draft.name.trim(),
    sku: draft.sku.trim(),
    barcodes: draft.codes.flatMap(({ code, pieces, price }) =>
      code.trim() === ''
        ? []
        : [{ code: code.trim(), factorMilli: entryUnits(pieces) ?? ONE_MILLI, priceMinor: entryUnits(price) }],
    ),
    sellingPriceMinor: entryUnits(draft.price) ?? 0,
    ...(costE4 === null ? {} : { costE4 }),
    unit: draft.unit,
    ...(draft.category === NEW_CATEGORY
      ? { newCategory: draft.newCategory.trim() }
      : { categoryId: draft.category === NO_CATEGORY ? null : draft.category }),
    ...(draft.taxRateIds === null ? {} : { taxRateIds: [...draft.taxRateIds] }),
    trackInventory: draft.isStocked,
    isWeighed,
    isOpenPrice: draft.isOpenPrice,
    reorderLevelMilli: entryUnits(draft.lowFrom) ?? 0,
    isActive: draft.isSold,
    ...(product === null && draft.isStocked && openingMilli !== null ? { openingMilli } : {}),
  };
}
