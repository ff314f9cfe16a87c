import { registerHooks } from 'node:module';
import { mendedSource } from './mended-source.ts';

const CONNECTION_FILE = '/node_modules/postgres/src/connection.js';
/** Modules are loaded once for each thread, and this one perhaps more often: the mark says that the driver's was. */
const MARK = Symbol.for('stockavoo.driver-is-mended');

registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context);
    if (!url.endsWith(CONNECTION_FILE)) return loaded;
    Reflect.set(globalThis, MARK, true);
    const { source } = loaded;
    return { ...loaded, source: mendedSource(typeof source === 'string' ? source : new TextDecoder().decode(source)) };
  },
});

const { default: loadedDriver } = await import('postgres');
if (Reflect.get(globalThis, MARK) !== true)
  throw new Error('postgres.js was loaded before it could be mended: import it from sync-server/store/driver only');

/** postgres.js, which outlives the loss of its database. Everything that speaks with PostgreSQL takes it from here. */
export const postgres = loadedDriver;
