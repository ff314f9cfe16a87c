import { z } from 'zod';
import { must } from '#shared/base/assert.ts';

const PREFIX = '/api/v1';
const querySchema = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.undefined()])).optional();

/** The path and query of a call: `:names` filled in, and nothing said for what is undefined. */
export function addressOf(path: string, params: Readonly<Record<string, string>>, query: unknown): string {
  const filled = path.replace(/:([a-zA-Z]+)/g, (_whole, name: string) =>
    encodeURIComponent(must(params[name], `the path needs ${name}`)),
  );
  const pairs = Object.entries(querySchema.parse(query) ?? {})
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`);
  return `${PREFIX}${filled}${pairs.length === 0 ? '' : `?${pairs.join('&')}`}`;
}
