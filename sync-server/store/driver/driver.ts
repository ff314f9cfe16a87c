import { registerHooks } from 'node:module';
import { MENDED_FILES, mendedSource } from './mended-source.ts';

/** Modules are loaded once for each thread, and this one perhaps more often: a mark says that a file of the driver was mended. */
const markOf = (file: string): symbol => Symbol.for(`stockavoo.mended ${file}`);

registerHooks({
  load(url, context, nextLoad) {
    const loaded = nextLoad(url, context);
    const file = MENDED_FILES.find((name) => url.endsWith(name));
    if (file === undefined) return loaded;
    Reflect.set(globalThis, markOf(file), true);
    const { source } = loaded;
    const text = typeof source === 'string' ? source : new TextDecoder().decode(source);
    return { ...loaded, source: mendedSource(file, text) };
  },
});

const { default: loadedDriver } = await import('postgres');
if (!MENDED_FILES.every((file) => Reflect.get(globalThis, markOf(file)) === true))
  throw new Error('postgres.js was loaded before it could be mended: import it from sync-server/store/driver only');

/** postgres.js, which outlives the loss of its database. Everything that speaks with PostgreSQL takes it from here. */
export const postgres = loadedDriver;
