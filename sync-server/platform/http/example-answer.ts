import { z } from 'zod';
import type { Endpoint } from '#shared/api/endpoint.ts';

/** A JSON Schema as far as zod prints one. */
interface Printed {
  readonly type?: string | readonly string[] | undefined;
  readonly properties?: Readonly<Record<string, Printed>> | undefined;
  readonly items?: Printed | boolean | undefined;
  readonly prefixItems?: readonly Printed[] | undefined;
  readonly minItems?: number | undefined;
  readonly anyOf?: readonly Printed[] | undefined;
  readonly oneOf?: readonly Printed[] | undefined;
  readonly allOf?: readonly Printed[] | undefined;
  readonly enum?: readonly unknown[] | undefined;
  readonly const?: unknown;
  readonly format?: string | undefined;
  readonly pattern?: string | undefined;
  readonly minLength?: number | undefined;
  readonly maxLength?: number | undefined;
  readonly minimum?: number | undefined;
  readonly exclusiveMinimum?: number | undefined;
  readonly maximum?: number | undefined;
}

const printedSchema: z.ZodType<Printed> = z.lazy(() =>
  z.looseObject({
    type: z.union([z.string(), z.array(z.string())]).optional(),
    properties: z.record(z.string(), printedSchema).optional(),
    items: z.union([printedSchema, z.boolean()]).optional(),
    prefixItems: z.array(printedSchema).optional(),
    minItems: z.number().optional(),
    anyOf: z.array(printedSchema).optional(),
    oneOf: z.array(printedSchema).optional(),
    allOf: z.array(printedSchema).optional(),
    enum: z.array(z.unknown()).optional(),
    const: z.unknown().optional(),
    format: z.string().optional(),
    pattern: z.string().optional(),
    minLength: z.number().optional(),
    maxLength: z.number().optional(),
    minimum: z.number().optional(),
    exclusiveMinimum: z.number().optional(),
    maximum: z.number().optional(),
  }),
);

const AN_ID = '01930000-0000-7000-8000-000000000001';
const A_DAY = '2026-11-21';
const A_MOMENT = '2026-11-21T09:30:00.000Z';

/** What fields are called, and what would stand there in a shop. */
const TEXTS: readonly (readonly [RegExp, string])[] = [
  [/At$|^at$|^asOf$|^lastLogin$/, A_MOMENT],
  [/^(date|from|to|day|businessDate)$|On$|Date$/, A_DAY],
  [/fullName|cashierName|ByName$|userName|takenByName/, 'Chiamaka Okafor'],
  [/customerName/, 'Chidi Eze'],
  [/storeName/, 'Yaba'],
  [/tillName/, 'Till 2'],
  [/supplierName/, 'Lagos Dairies'],
  [/mail/i, 'chiamaka@adeyemi.example'],
  [/phone/i, '+234 801 234 5678'],
  [/currency/, 'NGN'],
  [/locale/, 'en-NG'],
  [/zone/i, 'Africa/Lagos'],
  [/sku/, 'PM400'],
  [/barcode/i, '4006381333931'],
  [/orderNumber|receiptNumber/, 'YAB-2-A-000124'],
  [/Url$|^url$/, 'https://shop.example/pay/8812'],
  [/address/i, '12 Allen Avenue'],
  [/permission/, 'product.read'],
  [/[Nn]ame$/, 'Peak Milk 400 g'],
  [/^code$/, 'YAB'],
];

/** Texts of which one fits what a pattern asks for. */
const BY_PATTERN = [
  AN_ID,
  A_DAY,
  A_MOMENT,
  '019e830e1a000000',
  '1-00000000000000aa',
  'a4c9f7324ddd638dcf2921a95dcef56ede357cc94f8bd86fe6b6e48c44ab1fca',
  'YAB-2-A-000124',
  'NGN',
  'NG',
  'YAB',
  '09:30',
  'A',
  '2580',
  '21',
  'a4c9f7324ddd638dcf2921a95dcef56e',
  '4006381333931',
  'PM400',
  'en-NG',
];

/** An answer as its schema describes it, with what would stand there in a shop. */
export function exampleAnswer({ answer }: Pick<Endpoint, 'answer'>): unknown {
  const printed = z.toJSONSchema(answer, { io: 'output', unrepresentable: 'any', reused: 'inline' });
  return exampleOf(printedSchema.parse(printed), '', 0);
}

/** Where a list stands, beside an example of it. */
export function exampleMeta(endpoint: Pick<Endpoint, 'query'>): object {
  if (!('page' in endpoint.query.shape)) return {};
  const meta = { page: 1, limit: 20, total: 1 };
  return { meta: 'cursor' in endpoint.query.shape ? { ...meta, nextCursor: null } : meta };
}

function exampleOf(schema: Printed, name: string, depth: number): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return schema.enum[0];
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices !== undefined)
    return exampleOf(choices.find(({ type }) => type !== 'null') ?? choices[0] ?? {}, name, depth);
  const [part] = schema.allOf ?? [];
  if (part !== undefined) return exampleOf(part, name, depth);
  const type = typeof schema.type === 'string' ? schema.type : schema.type?.[0];
  if (type === 'object') return exampleObject(schema, depth);
  if (type === 'array') return exampleArray(schema, name, depth);
  if (type === 'integer' || type === 'number') return exampleNumber(schema, name);
  if (type === 'boolean') return /^is(Active|Verified|Fixed|On)$|^has/.test(name);
  if (type === 'null' || type === undefined) return null;
  return exampleText(schema, name);
}

function exampleObject({ properties = {} }: Printed, depth: number): unknown {
  return Object.fromEntries(
    Object.entries(properties).map(([name, part]): [string, unknown] => [name, exampleOf(part, name, depth + 1)]),
  );
}

function exampleArray({ items, prefixItems, minItems = 0 }: Printed, name: string, depth: number): unknown {
  if (prefixItems !== undefined) return prefixItems.map((part) => exampleOf(part, name, depth + 1));
  // What points at other things deep inside a row says little as an example.
  if (typeof items !== 'object' || (minItems === 0 && depth > 4)) return [];
  return [exampleOf(items, name.replace(/s$/, ''), depth + 1)];
}

function exampleNumber({ minimum, exclusiveMinimum, maximum }: Printed, name: string): number {
  const said =
    (
      [
        [/Minor$/, 125_000],
        [/Milli$/, 1500],
        [/E4$/, 9_500_000],
        [/Ppm$/, 75_000],
      ] as const
    ).find(([form]) => form.test(name))?.[1] ?? 1;
  const least = minimum ?? (exclusiveMinimum === undefined ? said : exclusiveMinimum + 1);
  return Math.min(Math.max(said, least), maximum ?? said);
}

function exampleText({ format, pattern, minLength = 0, maxLength }: Printed, name: string): string {
  if (format === 'uuid') return AN_ID;
  if (format === 'email') return 'chiamaka@adeyemi.example';
  if (format === 'date-time') return A_MOMENT;
  if (format === 'date') return A_DAY;
  const byName = TEXTS.find(([form]) => form.test(name))?.[1];
  if (pattern !== undefined) {
    const form = new RegExp(pattern, 'u');
    return [byName, ...BY_PATTERN].find((text) => text !== undefined && form.test(text)) ?? '';
  }
  return (byName ?? 'Long life').padEnd(minLength, 'x').slice(0, maxLength);
}
