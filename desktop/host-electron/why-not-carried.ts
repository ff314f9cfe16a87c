/** No call of the till needs more; what is larger is refused before anybody reads it. Characters and numbers count as they are held. */
export const MESSAGE_SIZE_MAX = 1024 * 1024;

const VALUE_SIZE = 8;

/**
 * Why a message is not carried to the till: it is too large, or holds more than plain values. Null where it is carried.
 *
 * It is looked at without being written out, and looking stops at the limit, so that a ring or a huge message costs no
 * more than the largest one allowed.
 */
export function whyNotCarried(message: unknown): 'too_large' | 'malformed' | null {
  const waiting: unknown[] = [message];
  let size = 0;
  while (waiting.length > 0) {
    const value = waiting.pop();
    size += VALUE_SIZE;
    if (typeof value === 'string') size += value.length;
    else if (Array.isArray(value)) {
      const items: readonly unknown[] = value;
      if (items.length * VALUE_SIZE > MESSAGE_SIZE_MAX) return 'too_large';
      for (const item of items) waiting.push(item);
    } else if (isRecord(value)) {
      for (const [key, inner] of Object.entries(value)) {
        size += key.length;
        waiting.push(inner);
      }
    } else if (!isPlain(value)) return 'malformed';
    if (size + waiting.length * VALUE_SIZE > MESSAGE_SIZE_MAX) return 'too_large';
  }
  return null;
}

function isRecord(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  const kind: unknown = Object.getPrototypeOf(value);
  return kind === Object.prototype || kind === null;
}

function isPlain(value: unknown): boolean {
  return value === null || value === undefined || typeof value === 'number' || typeof value === 'boolean';
}
