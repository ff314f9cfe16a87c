import { z } from 'zod';
import { currencyExponent } from '#shared/base/currency.ts';
import { idSchema } from '#shared/base/ids.ts';
import { minorSchema } from '#shared/base/money.ts';
import { TIME_ZONE_WANTED, isTimeZone } from '#shared/base/time-zone.ts';
import { businessSchema } from '#shared/people/business-records.ts';
import { type SettingKey, SETTING_SCHEMAS, settingValuesSchema } from '#shared/people/setting-keys.ts';
import { NOTHING, defineEndpoint } from './endpoint.ts';
import { PICTURE_BYTES_MAX, PICTURE_TYPES } from './image-endpoints.ts';

const sourceSchema = z.enum(['default', 'business', 'store']);
const CASH_ROUNDING_MAX = 1_000_000;

export const settingsAnswerSchema = z.object({
  /** Null: those of the business. */
  storeId: idSchema.nullable(),
  business: businessSchema.extend({
    /** Whether something was sold: from then on the currency stays. */
    isCurrencyFrozen: z.boolean(),
  }),
  /** What holds here, key by key. */
  values: settingValuesSchema,
  /** Where each of them comes from. */
  sources: z.object({
    denominations: sourceSchema,
    quick_notes: sourceSchema,
    barcode_layouts: sourceSchema,
    refund_days: sourceSchema,
    pending_transfer_limit_minor: sourceSchema,
    shift_variance_reason_minor: sourceSchema,
    credit_offline_limit_minor: sourceSchema,
    margin_guard_ppm: sourceSchema,
    lock_after_s: sourceSchema,
    share_levels: sourceSchema,
  } satisfies Record<SettingKey, z.ZodType>),
});
export type SettingsAnswer = z.infer<typeof settingsAnswerSchema>;

const profileSchema = z.strictObject({
  ...businessSchema.omit({ logoUrl: true }).shape,
  email: z.union([z.literal(''), z.email('Write an e-mail address, or leave it empty.').max(254)]),
  currency: businessSchema.shape.currency.refine(
    (code) => currencyExponent(code) !== undefined,
    'There is no such currency.',
  ),
  locale: businessSchema.shape.locale.refine(isLocale, 'A language is written as en-NG.'),
  timeZone: businessSchema.shape.timeZone.refine(isTimeZone, TIME_ZONE_WANTED),
  cashRoundingMinor: minorSchema.refine(
    (sum) => sum >= 0 && sum <= CASH_ROUNDING_MAX,
    'Cash is rounded to a sum of coins, or 0 for not at all.',
  ),
});

/** Null takes a setting away here: what stands above it holds again. */
const editedValuesSchema = z.strictObject({
  denominations: SETTING_SCHEMAS.denominations.optional(),
  quick_notes: SETTING_SCHEMAS.quick_notes.optional(),
  barcode_layouts: SETTING_SCHEMAS.barcode_layouts.nullable().optional(),
  refund_days: SETTING_SCHEMAS.refund_days.optional(),
  pending_transfer_limit_minor: SETTING_SCHEMAS.pending_transfer_limit_minor.optional(),
  shift_variance_reason_minor: SETTING_SCHEMAS.shift_variance_reason_minor.nullable().optional(),
  credit_offline_limit_minor: SETTING_SCHEMAS.credit_offline_limit_minor.optional(),
  margin_guard_ppm: SETTING_SCHEMAS.margin_guard_ppm.optional(),
  lock_after_s: SETTING_SCHEMAS.lock_after_s.nullable().optional(),
  share_levels: SETTING_SCHEMAS.share_levels.nullable().optional(),
});

function isLocale(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}

const common = {
  area: 'settings',
  path: '/settings',
  params: NOTHING,
  /** Without a store: what holds for the business. */
  query: z.object({ storeId: idSchema.optional() }),
  body: NOTHING,
  answer: settingsAnswerSchema,
} as const;

export const getSettingsEndpoint = defineEndpoint({
  ...common,
  method: 'get',
  permission: 'settings.read',
  doc: 'The profile of the business, and every setting as it holds there or in a store, with where it comes from.',
  isVersioned: true,
});

export const editSettingsEndpoint = defineEndpoint({
  ...common,
  method: 'put',
  permission: 'settings.write',
  doc: 'Changes the named settings of the business or of a store, and the named fields of the profile; null takes a setting away. Tills have it with their next contact.',
  body: z.strictObject({
    business: profileSchema.partial().default({}),
    values: editedValuesSchema.default({}),
  }),
  isVersioned: true,
  example: { body: { business: { taxId: '12345678-0001' }, values: { refund_days: 14, lock_after_s: 120 } } },
});

const logoCommon = { ...common, path: '/settings/logo', permission: 'settings.write', query: NOTHING } as const;

export const setLogoEndpoint = defineEndpoint({
  ...logoCommon,
  method: 'post',
  doc: 'Gives the business a logo in place of the one that is there. `logoUrl` is its middle size; with `-s` or `-l` instead of `-m` it is the small or the large one.',
  upload: { mediaTypes: PICTURE_TYPES, bytesMax: PICTURE_BYTES_MAX },
});

export const removeLogoEndpoint = defineEndpoint({
  ...logoCommon,
  method: 'delete',
  doc: 'Takes the logo off.',
});
