import { type RowOf, insertOf } from '../../rows/insert-rows.ts';

const PLACE = { till_id: 'uuid', change_id: 'uuid', occurred_at: 'timestamptz', business_date: 'date' } as const;

export const INSERT_TRANSFERS = insertOf('stock_transfers', {
  id: 'uuid',
  from_store_id: 'uuid',
  to_store_id: 'uuid',
  ...PLACE,
  state: 'text',
  note: 'text',
  sent_by: 'uuid',
});
export type TransferRow = RowOf<typeof INSERT_TRANSFERS.columns>;

export const INSERT_TRANSFER_LINES = insertOf('stock_transfer_lines', {
  transfer_id: 'uuid',
  id: 'uuid',
  position: 'integer',
  variant_id: 'uuid',
  batch_id: 'uuid',
  unit_cost_e4: 'bigint',
  sent_milli: 'bigint',
  arrived_milli: 'bigint',
  returned_milli: 'bigint',
  lost_milli: 'bigint',
});
export type TransferLineRow = RowOf<typeof INSERT_TRANSFER_LINES.columns>;

export const INSERT_TRANSFER_RECEIPTS = insertOf('stock_transfer_receipts', {
  id: 'uuid',
  transfer_id: 'uuid',
  store_id: 'uuid',
  ...PLACE,
  note: 'text',
  received_by: 'uuid',
});
export type TransferReceiptRow = RowOf<typeof INSERT_TRANSFER_RECEIPTS.columns>;

export const INSERT_TRANSFER_RECEIPT_LINES = insertOf('stock_transfer_receipt_lines', {
  receipt_id: 'uuid',
  id: 'uuid',
  transfer_id: 'uuid',
  transfer_line_id: 'uuid',
  store_id: 'uuid',
  variant_id: 'uuid',
  batch_id: 'uuid',
  quantity_milli: 'bigint',
  lost_milli: 'bigint',
  reason: 'text',
  unit_cost_e4: 'bigint',
  business_date: 'date',
});
export type TransferReceiptLineRow = RowOf<typeof INSERT_TRANSFER_RECEIPT_LINES.columns>;
