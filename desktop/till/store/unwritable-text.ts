import type { BadField } from './bad-input.ts';

/**
 * Text that no database keeps as it is: half of a character that takes two places, or the sign that ends a text in C.
 *
 * A sale that held it would wait in quarantine, so the door says it while somebody can still type it again.
 */
export function unwritableText(value: unknown, field = ''): BadField | null {
  if (typeof value === 'string')
    return value.isWellFormed() && !value.includes('\u0000')
      ? null
      : { field, message: 'It holds a sign that can’t be written down.' };
  if (typeof value !== 'object' || value === null) return null;
  for (const [key, part] of Object.entries(value)) {
    const found = unwritableText(part, field === '' ? key : `${field}.${key}`);
    if (found !== null) return found;
  }
  return null;
}
