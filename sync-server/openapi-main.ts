import { mkdirSync, writeFileSync } from 'node:fs';
import { listEndpoints } from './server.ts';
import { openapiDocument } from './platform/http/openapi-document.ts';

/** Writes the OpenAPI document of /api/v1: `npm run openapi`. */
const path = process.argv[2] ?? 'dist/openapi.json';
mkdirSync(new URL('../dist/', import.meta.url), { recursive: true });
const endpoints = listEndpoints();
writeFileSync(path, `${JSON.stringify(openapiDocument(endpoints), null, 2)}\n`);
console.log(`${path}: ${endpoints.length} routes.`);
