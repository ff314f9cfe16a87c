const NAME_LENGTH_MAX = 200;

/** What an item is called on tiles, lines and receipts: the product, and which of its variants. The hidden default variant has no name. */
export function itemName(item: { readonly productName: string; readonly variantName: string }): string {
  const name = item.variantName === '' ? item.productName : `${item.productName}, ${item.variantName}`;
  const cut = name.slice(0, NAME_LENGTH_MAX);
  // Half of a character that takes two places is no text.
  return cut.isWellFormed() ? cut : cut.slice(0, -1);
}
