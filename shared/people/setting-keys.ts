import { z } from 'zod';
import { embeddedLayoutSchema } from '#shared/catalogue/barcode/embedded-layout.ts';

const AMOUNT_MAX = 1_000_000_000_000;
const amountSchema = z.number().int().min(0).max(AMOUNT_MAX);
const notesSchema = z
  .array(z.number().int().min(1).max(AMOUNT_MAX))
  .min(1)
  .max(50)
  .refine((sums) => new Set(sums).size === sums.length, 'Each of them stands here once.');

/**
 * Every setting by its key, with what it may hold. A store may have its own; else that of the business holds, else the
 * default. Null is "not set", where a setting can be that.
 */
export const SETTING_SCHEMAS = {
  /** Notes and coins that the drawer is counted in, in minor units; not set: those of the currency. */
  denominations: notesSchema.nullable(),
  /** Sums that are offered for cash beside the exact one, in minor units; not set: worked out from the notes. */
  quick_notes: notesSchema.nullable(),
  /** How the shop’s scale writes weight or price into a barcode. */
  barcode_layouts: z.array(embeddedLayoutSchema).max(20),
  /** How many days after a sale goods are taken back; not set: no limit. */
  refund_days: z.number().int().min(0).max(3650).nullable(),
  /** What may be sold against transfers that nobody has seen yet, per sale; not set: no limit. */
  pending_transfer_limit_minor: amountSchema.nullable(),
  /** A drawer that differs by more than this is closed with a reason. */
  shift_variance_reason_minor: amountSchema,
  /** What may be spent of a gift card or store credit while the office is silent; not set: what is known to be on it. */
  credit_offline_limit_minor: amountSchema.nullable(),
  /** A price that leaves less than this share of itself above cost is questioned, in parts per million; not set: never. */
  margin_guard_ppm: z.number().int().min(0).max(1_000_000).nullable(),
  /** After so many idle seconds the till asks for the PIN; 0 never. */
  lock_after_s: z.number().int().min(0).max(86_400),
  /** Whether the tills of a store see what the other stores have. */
  share_levels: z.boolean(),
} as const;

export type SettingKey = keyof typeof SETTING_SCHEMAS;
export const SETTING_KEYS = Object.keys(SETTING_SCHEMAS).filter((key): key is SettingKey => key in SETTING_SCHEMAS);

export const settingValuesSchema = z.strictObject(SETTING_SCHEMAS);
export type SettingValues = z.infer<typeof settingValuesSchema>;

/** What holds where neither the store nor the business says anything. */
export const SETTING_DEFAULTS: SettingValues = {
  denominations: null,
  quick_notes: null,
  barcode_layouts: [],
  refund_days: null,
  pending_transfer_limit_minor: null,
  shift_variance_reason_minor: 0,
  credit_offline_limit_minor: null,
  margin_guard_ppm: null,
  lock_after_s: 300,
  share_levels: true,
};
