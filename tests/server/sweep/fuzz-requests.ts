import { z } from 'zod';
import type { Endpoint } from '#shared/api/endpoint.ts';
import { type Chance, type SampleSchema, sampleSchema, sampleValue } from './sample-value.ts';

/** One request as it goes out. */
export interface FuzzedRequest {
  readonly endpoint: Endpoint;
  readonly path: string;
  readonly text: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
}

const ODD: readonly unknown[] = [
  null,
  '',
  ' ',
  0,
  -1,
  1.5,
  2 ** 53,
  -(2 ** 63),
  1e308,
  true,
  [],
  {},
  'x'.repeat(5000),
  '\u0000',
  '\ud800',
  "' or 1=1 --",
  '%',
  '../../etc/passwd',
  '9999-12-31T23:59:59.999Z',
  '2026-02-30',
  '-infinity',
  { __proto__: null, constructor: { prototype: { admin: true } } },
  [[[[[]]]]],
  '🧿'.repeat(40),
];

/** The same numbers from the same seed, on every machine. */
export function seededChance(seed: number, ids: readonly string[]): Chance {
  let state = seed >>> 0;
  const below = (bound: number): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return bound <= 0 ? 0 : ((mixed ^ (mixed >>> 14)) >>> 0) % bound;
  };
  return { below, id: () => ids[below(ids.length)] ?? '' };
}

/** The schemas of an endpoint as JSON Schema, worked out once. */
export class FuzzedEndpoints {
  readonly #endpoints: readonly Endpoint[];
  readonly #schemas = new Map<Endpoint, { readonly body: SampleSchema; readonly query: SampleSchema }>();

  constructor(endpoints: readonly Endpoint[]) {
    this.#endpoints = endpoints;
  }

  /** Any request: mostly of the kind that is asked for, with something wrong in it now and then. */
  request(chance: Chance): FuzzedRequest | undefined {
    const endpoint = this.#endpoints[chance.below(this.#endpoints.length)];
    if (endpoint === undefined) return undefined;
    const { body, query } = this.#schemasOf(endpoint);
    const takesBody = endpoint.method !== 'get' && endpoint.method !== 'delete';
    const path = endpoint.path.replaceAll(/:[A-Za-z]+/g, () => encodeURIComponent(addressPart(chance)));
    return {
      endpoint,
      path: path + queryOf(query, chance),
      text: takesBody ? bodyText(body, chance) : undefined,
      headers: {
        ...(chance.below(8) === 0 ? {} : { 'if-match': chance.below(8) === 0 ? '"old"' : '*' }),
        ...(chance.below(4) === 0 ? { 'idempotency-key': `key-${chance.below(50)}` } : {}),
      },
    };
  }

  #schemasOf(endpoint: Endpoint) {
    const known = this.#schemas.get(endpoint);
    if (known !== undefined) return known;
    const made = { body: printed(endpoint.body), query: printed(endpoint.query) };
    this.#schemas.set(endpoint, made);
    return made;
  }
}

export function printed(schema: z.ZodType): SampleSchema {
  return sampleSchema.parse(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any', reused: 'inline' }));
}

function addressPart(chance: Chance): string {
  return chance.below(10) === 0
    ? (JSON.stringify(ODD[chance.below(ODD.length)]) ?? 'x').toWellFormed().slice(0, 200) || 'x'
    : chance.id();
}

function queryOf(schema: SampleSchema, chance: Chance): string {
  const asked = Object.entries(schema.properties ?? {}).filter(() => chance.below(4) === 0);
  if (asked.length === 0) return '';
  const parts = asked.map(([name, part]) => {
    const value = chance.below(4) === 0 ? ODD[chance.below(ODD.length)] : sampleValue(part, chance);
    const text = typeof value === 'string' ? value.toWellFormed().slice(0, 300) : JSON.stringify(value);
    return `${encodeURIComponent(name)}=${encodeURIComponent(text)}`;
  });
  return `?${parts.join('&')}`;
}

function bodyText(schema: SampleSchema, chance: Chance): string {
  const good = sampleValue(schema, chance);
  const kind = chance.below(10);
  if (kind === 0) return JSON.stringify(ODD[chance.below(ODD.length)]) ?? 'null';
  const text = JSON.stringify(kind < 5 ? spoiled(good, chance) : good);
  return kind === 1 ? text.slice(0, chance.below(text.length)) : text;
}

/** The same with one part of it odd. */
function spoiled(value: unknown, chance: Chance): unknown {
  if (Array.isArray(value) && value.length > 0)
    return value.map((one: unknown, index) => (index === 0 ? spoiled(one, chance) : one));
  if (typeof value !== 'object' || value === null || chance.below(5) === 0) return ODD[chance.below(ODD.length)];
  const names = Object.keys(value);
  const spoilt = names[chance.below(names.length)];
  return Object.fromEntries(
    Object.entries(value).map(([name, part]: [string, unknown]) => [
      name,
      name === spoilt ? spoiled(part, chance) : part,
    ]),
  );
}
