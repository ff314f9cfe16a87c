import type { Sql } from 'postgres';
import { postgres } from './driver/driver.ts';
import { APP_ROLE } from './pool.ts';

const CONNECT_TIMEOUT_S = 10;

/** JSON that is a text already goes as it is: whoever asks through these connections has written it. */
const JSON_TYPE = {
  to: 114,
  from: [114, 3802],
  serialize: (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value)),
  parse: (text: string): unknown => JSON.parse(text),
};

/** A few connections for a library with statements of its own, whose values come as PostgreSQL and JavaScript have them. */
export function openPlainPool({
  url,
  connectionsMax,
  as,
}: {
  readonly url: string;
  readonly connectionsMax: number;
  readonly as: 'app' | 'migrator';
}): Sql {
  return postgres(url, {
    max: connectionsMax,
    types: { json: JSON_TYPE },
    transform: { undefined: null },
    connect_timeout: CONNECT_TIMEOUT_S,
    onnotice: () => undefined,
    connection: { application_name: 'stockavoo-jobs', ...(as === 'app' ? { role: APP_ROLE } : {}) },
  });
}
