import { z } from 'zod';
import { type Endpoint, takesBody } from '#shared/api/endpoint.ts';
import { answerSchema, errorAnswerSchema } from '#shared/api/envelope.ts';
import { ERRORS } from '#shared/base/error-codes.ts';
import { exampleAnswer, exampleMeta } from './example-answer.ts';

type Json = { readonly [name: string]: unknown };

const ERROR_STATUSES = [400, 401, 403, 404, 409, 412, 413, 415, 422, 428, 429, 500, 503] as const;

const objectSchema = z.object({
  properties: z.record(z.string(), z.unknown()).default({}),
  required: z.array(z.string()).default([]),
});
const ownSchema = z.looseObject({
  $schema: z.string().optional(),
  $defs: z.record(z.string(), z.unknown()).optional(),
});

/** The OpenAPI 3.1 document of these endpoints, printed from the very schemas that validate. */
export function openapiDocument(endpoints: readonly Endpoint[]): Json {
  const definitions: Record<string, unknown> = {};
  const paths: Record<string, Record<string, unknown>> = {};
  for (const endpoint of endpoints) {
    const path = endpoint.path.replaceAll(/:([A-Za-z]+)/g, '{$1}');
    paths[path] = { ...paths[path], [endpoint.method]: operationOf(endpoint, path, definitions) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Stockavoo',
      version: '1',
      license: { name: 'All rights reserved', identifier: 'LicenseRef-UNLICENSED' },
      description: 'Money is whole minor units, quantities whole thousandths, unit costs 1/10,000 minor units.',
    },
    servers: [{ url: '/api/v1' }],
    paths,
    components: {
      securitySchemes: {
        accessToken: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: 'Of a person, from POST /auth/login.',
        },
        tillToken: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description: 'Of a till, from POST /sync/token.',
        },
      },
      schemas: { ...definitions, Error: jsonSchema(errorAnswerSchema, 'output', 'Error', definitions) },
    },
  };
}

function operationOf(endpoint: Endpoint, path: string, definitions: Record<string, unknown>): Json {
  const name = `${endpoint.method}${path.replaceAll(/[^A-Za-z0-9]+(.)?/g, (_, next: string | undefined) => (next ?? '').toUpperCase())}`;
  const hasBody = takesBody(endpoint);
  return {
    operationId: name,
    tags: [endpoint.area],
    summary: endpoint.doc,
    ...securityOf(endpoint),
    parameters: [
      ...parametersOf(endpoint.params, { place: 'path', name, shown: {} }, definitions),
      ...parametersOf(endpoint.query, { place: 'query', name, shown: endpoint.example?.query ?? {} }, definitions),
      ...headersOf(endpoint),
    ],
    ...(hasBody
      ? {
          requestBody: {
            content:
              endpoint.upload === undefined ? jsonBodyOf(endpoint, name, definitions) : fileBodyOf(endpoint.upload),
          },
        }
      : {}),
    responses: {
      [endpoint.status ?? 200]: {
        description: 'Done.',
        content:
          endpoint.download === undefined
            ? {
                'application/json': {
                  schema: jsonSchema(answerSchema(endpoint.answer), 'output', `${name}Answer`, definitions),
                  example: {
                    status: 'success',
                    message: 'Done.',
                    data: exampleAnswer(endpoint),
                    ...exampleMeta(endpoint),
                  },
                },
                ...filesOf(endpoint.alsoAs ?? []),
              }
            : filesOf(endpoint.download),
      },
      ...Object.fromEntries(
        ERROR_STATUSES.map((status) => [
          status,
          {
            description: Object.entries(ERRORS)
              .filter(([, entry]) => entry.status === status)
              .map(([code]) => code)
              .slice(0, 12)
              .join(', '),
            content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } },
          },
        ]),
      ),
    },
  };
}

/** Who may call: a till with its token, a person with theirs and a permission, or anybody. */
function securityOf({ permission, asTill }: Endpoint): Json {
  if (asTill === 'or_person') return { security: [{ tillToken: [] }, { accessToken: [] }] };
  if (asTill === 'only') return { security: [{ tillToken: [] }] };
  if (permission === 'public') return { security: [] };
  return { security: [{ accessToken: [] }], 'x-permission': permission };
}

function jsonBodyOf(endpoint: Endpoint, name: string, definitions: Record<string, unknown>): Json {
  return {
    'application/json': {
      schema: jsonSchema(endpoint.body, 'input', `${name}Body`, definitions),
      ...(endpoint.example?.body === undefined ? {} : { example: endpoint.example.body }),
    },
  };
}

/** A file as it is, or as the part `file` of a form. */
function fileBodyOf(upload: NonNullable<Endpoint['upload']>): Json {
  const file = { type: 'string', contentMediaType: 'application/octet-stream' };
  return {
    ...filesOf(upload.mediaTypes),
    'multipart/form-data': { schema: { type: 'object', properties: { file }, required: ['file'] } },
  };
}

function filesOf(mediaTypes: readonly string[]): Json {
  return Object.fromEntries(mediaTypes.map((type) => [type, { schema: { type: 'string', contentMediaType: type } }]));
}

function headersOf(endpoint: Endpoint): readonly Json[] {
  const header = (name: string, required: boolean): Json => ({
    name,
    in: 'header',
    required,
    schema: { type: 'string' },
  });
  if (endpoint.method === 'put' && endpoint.isVersioned === true) return [header('If-Match', true)];
  if (endpoint.method === 'post' && endpoint.permission !== 'public') return [header('Idempotency-Key', false)];
  return [];
}

function parametersOf(
  schema: z.ZodObject,
  { place, name, shown }: { readonly place: 'path' | 'query'; readonly name: string; readonly shown: object },
  definitions: Record<string, unknown>,
): readonly Json[] {
  const { properties, required } = objectSchema.parse(jsonSchema(schema, 'input', `${name}${place}`, definitions));
  const examples = new Map<string, unknown>(Object.entries(shown));
  return Object.entries(properties).map(([field, part]) => ({
    name: field,
    in: place,
    required: required.includes(field),
    schema: part,
    ...(examples.has(field) ? { example: examples.get(field) } : {}),
  }));
}

/** A schema as JSON Schema; what it defines for itself moves under the document's components. */
function jsonSchema(
  schema: z.ZodType,
  io: 'input' | 'output',
  name: string,
  definitions: Record<string, unknown>,
): unknown {
  const text = JSON.stringify(z.toJSONSchema(schema, { io, unrepresentable: 'any' })).replaceAll(
    '#/$defs/',
    `#/components/schemas/${name}_`,
  );
  const { $schema: _, $defs: own = {}, ...rest } = ownSchema.parse(JSON.parse(text));
  for (const [key, definition] of Object.entries(own)) definitions[`${name}_${key}`] = definition;
  return rest;
}
