/** No call of the till needs more; what is larger is refused before anybody reads it. Characters and numbers count as they are held. */
export const MESSAGE_SIZE_MAX = 1024 * 1024;

const VALUE_SIZE = 8;

/**
 * Whether a message is plain values and small enough, found without writing it out.
 *
 * Looking stops at the limit, so that a ring or a huge message costs no more than the largest one allowed.
 */
export function fitsDoor(message: unknown): boolean {
  const waiting: unknown[] = [message];
  let size = 0;
  while (waiting.length > 0) {
    const value = waiting.pop();
    size += VALUE_SIZE;
    if (typeof value === 'string') size += value.length;
    else if (typeof value === 'object' && value !== null) {
      const inner = partsOf(value, MESSAGE_SIZE_MAX - size);
      if (inner === null) return false;
      size += inner.keysSize;
      for (const part of inner.values) waiting.push(part);
    }
    if (size + waiting.length * VALUE_SIZE > MESSAGE_SIZE_MAX) return false;
  }
  return true;
}

/** What lies in a list or a record; null for anything else, and for what is certainly too much. */
function partsOf(
  value: object,
  sizeLeft: number,
): { readonly keysSize: number; readonly values: readonly unknown[] } | null {
  if (Array.isArray(value)) {
    const values: readonly unknown[] = value;
    return values.length * VALUE_SIZE > sizeLeft ? null : { keysSize: 0, values };
  }
  const kind: unknown = Object.getPrototypeOf(value);
  if (kind !== Object.prototype && kind !== null) return null;
  const keysSize = Object.keys(value).reduce((sum, key) => sum + key.length, 0);
  return { keysSize, values: Object.values(value) };
}
