import { z } from 'zod';

/** A JSON Schema as far as zod prints one. */
export interface SampleSchema {
  readonly type?: string | readonly string[] | undefined;
  readonly properties?: Readonly<Record<string, SampleSchema>> | undefined;
  readonly required?: readonly string[] | undefined;
  readonly items?: SampleSchema | undefined;
  readonly minItems?: number | undefined;
  readonly anyOf?: readonly SampleSchema[] | undefined;
  readonly oneOf?: readonly SampleSchema[] | undefined;
  readonly allOf?: readonly SampleSchema[] | undefined;
  readonly enum?: readonly unknown[] | undefined;
  readonly const?: unknown;
  readonly format?: string | undefined;
  readonly pattern?: string | undefined;
  readonly minLength?: number | undefined;
  readonly minimum?: number | undefined;
  readonly exclusiveMinimum?: number | undefined;
  readonly maximum?: number | undefined;
  readonly default?: unknown;
}

export const sampleSchema: z.ZodType<SampleSchema> = z.lazy(() =>
  z.looseObject({
    type: z.union([z.string(), z.array(z.string())]).optional(),
    properties: z.record(z.string(), sampleSchema).optional(),
    required: z.array(z.string()).optional(),
    items: sampleSchema.optional(),
    minItems: z.number().optional(),
    anyOf: z.array(sampleSchema).optional(),
    oneOf: z.array(sampleSchema).optional(),
    allOf: z.array(sampleSchema).optional(),
    enum: z.array(z.unknown()).optional(),
    const: z.unknown().optional(),
    format: z.string().optional(),
    pattern: z.string().optional(),
    minLength: z.number().optional(),
    minimum: z.number().optional(),
    exclusiveMinimum: z.number().optional(),
    maximum: z.number().optional(),
    default: z.unknown().optional(),
  }),
);

/** What decides: numbers below a bound, and ids to point at. */
export interface Chance {
  readonly below: (bound: number) => number;
  readonly id: () => string;
}

/** Signs of which texts are tried until one fits a pattern. */
const BY_PATTERN = [
  '2026-06-01',
  'NG',
  'NGN',
  'SUR',
  'A1',
  '123456',
  '2580',
  'SKU-1',
  '4006381333931',
  'abc',
  '#aa3311',
  'x',
];

/** A value of the kind that a schema asks for; refinements that JSON Schema can’t say may still refuse it. */
export function sampleValue(schema: SampleSchema, chance: Chance, depth = 0): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return pick(schema.enum, chance);
  const choice = schema.anyOf ?? schema.oneOf;
  if (choice !== undefined) return sampleValue(pick(choice, chance) ?? {}, chance, depth + 1);
  if (schema.allOf !== undefined) return sampleValue(schema.allOf[0] ?? {}, chance, depth + 1);
  const type = typeof schema.type === 'string' ? schema.type : (schema.type?.[0] ?? 'string');
  switch (type) {
    case 'object':
      return sampleObject(schema, chance, depth);
    case 'array':
      return depth > 6
        ? []
        : Array.from({ length: Math.max(schema.minItems ?? 0, 1) }, () =>
            sampleValue(schema.items ?? {}, chance, depth + 1),
          );
    case 'integer':
    case 'number': {
      const least = schema.minimum ?? (schema.exclusiveMinimum === undefined ? 1 : schema.exclusiveMinimum + 1);
      return Math.min(Math.max(least, 1), schema.maximum ?? 1) + 0;
    }
    case 'boolean':
      return chance.below(2) === 1;
    case 'null':
      return null;
    default:
      return sampleText(schema, chance);
  }
}

function sampleObject(schema: SampleSchema, chance: Chance, depth: number): Record<string, unknown> {
  const required = new Set(schema.required);
  const taken = Object.entries(schema.properties ?? {}).filter(
    ([name]) => required.has(name) || (depth < 4 && chance.below(2) === 1),
  );
  return Object.fromEntries(taken.map(([name, part]) => [name, sampleValue(part, chance, depth + 1)]));
}

function sampleText(schema: SampleSchema, chance: Chance): string {
  if (schema.format === 'uuid') return chance.id();
  if (schema.format === 'email') return `somebody${chance.below(1_000_000)}@example.test`;
  if (schema.format === 'date-time') return '2026-06-01T12:00:00.000Z';
  if (schema.format === 'date') return '2026-06-01';
  if (schema.pattern !== undefined) {
    const pattern = new RegExp(schema.pattern, 'u');
    const id = chance.id();
    return [id, ...BY_PATTERN].find((text) => pattern.test(text)) ?? 'x';
  }
  return `Thing ${chance.below(1_000_000)}`.padEnd(schema.minLength ?? 1, 'x');
}

function pick<One>(from: readonly One[], chance: Chance): One | undefined {
  return from[chance.below(from.length)];
}
