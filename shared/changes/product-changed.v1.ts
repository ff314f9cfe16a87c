import { recordEditsPayloadSchema } from './record-edits.ts';

/** A product, its variants or its barcodes were made or edited, at a till or in the web. */
export const productChangedV1 = { type: 'product.changed', v: 1, payload: recordEditsPayloadSchema } as const;
