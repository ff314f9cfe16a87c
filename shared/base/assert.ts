/** A bug of ours, not of the shop's: only the outermost handler of a process sees it. */
export class Bug extends Error {
  override name = 'Bug';
}

/** Stops the program where something that must hold doesn't. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Bug(message);
}

/** The value that must be there; a missing one is a bug. */
export function must<Value>(value: Value | null | undefined, message: string): Value {
  if (value === null || value === undefined) throw new Bug(message);
  return value;
}

/** The end of an exhaustive switch: the compiler proves that nobody gets here. */
export function unreachable(value: never): never {
  throw new Bug(`unreachable: ${JSON.stringify(value)}`);
}
