import { recordEditsPayloadSchema } from './record-edits.ts';

/** A customer was added or edited. */
export const customerChangedV1 = { type: 'customer.changed', v: 1, payload: recordEditsPayloadSchema } as const;
