import { recordEditsPayloadSchema } from './record-edits.ts';

/** Any other record was made or edited: stores, taxes, categories, roles, settings. */
export const recordChangedV1 = { type: 'record.changed', v: 1, payload: recordEditsPayloadSchema } as const;
