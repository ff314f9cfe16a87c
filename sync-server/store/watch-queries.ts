/** Is told of a query once it ended: its text without the values, and how long it took with its way there and back. */
export type QueryWatch = (text: string, ms: number) => void;

/**
 * Watches every query of a pool, and of each transaction that begins in it.
 *
 * A query of the driver is asked when it is first waited for; what is only a part of another's text never is.
 */
export function watchQueries<Asker extends object>(asker: Asker, watch: QueryWatch): Asker {
  return new Proxy(asker, {
    apply: (target, self, given: unknown[]) => {
      const made: unknown = typeof target === 'function' ? Reflect.apply(target, self, given) : undefined;
      return watched(made, textOf(given[0]), watch);
    },
    get: (target, name) => {
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== 'function') return value;
      if (name === 'unsafe')
        return (...given: unknown[]) => watched(Reflect.apply(value, target, given), textOf(given[0]), watch);
      if (name === 'begin' || name === 'savepoint')
        return (...given: unknown[]): unknown =>
          Reflect.apply(
            value,
            target,
            given.map((one) => watchedWork(one, watch)),
          );
      return value;
    },
  });
}

/** The work of a transaction gets a transaction that is watched too. */
function watchedWork(given: unknown, watch: QueryWatch): unknown {
  if (typeof given !== 'function') return given;
  return (tx: unknown): unknown =>
    Reflect.apply(given, undefined, [typeof tx === 'function' ? watchQueries(tx, watch) : tx]);
}

function textOf(said: unknown): string | null {
  if (typeof said === 'string') return said;
  if (typeof said !== 'object' || said === null || !('raw' in said) || !Array.isArray(said.raw)) return null;
  return said.raw.join('$');
}

function watched(query: unknown, text: string | null, watch: QueryWatch): unknown {
  if (text === null || !(query instanceof Promise)) return query;
  const waitFor = query.then.bind(query);
  let isAsked = false;
  const then: typeof waitFor = (done, failed) => {
    const isFirst = !isAsked;
    isAsked = true;
    const startedMs = performance.now();
    const result = waitFor(done, failed);
    const ended = (): void => watch(text, performance.now() - startedMs);
    if (isFirst) void Promise.prototype.then.call(query, ended, ended);
    return result;
  };
  Reflect.set(query, 'then', then);
  return query;
}
