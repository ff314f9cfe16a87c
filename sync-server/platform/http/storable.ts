import { Fault } from '#shared/base/fault.ts';
import { BadInput } from './bad-input.ts';

const DEPTH_MAX = 50;

/**
 * Refuses what no database column can hold: the character 0 and halves of characters; and nesting without end.
 *
 * @throws {BadInput} naming the field, or {Fault} `malformed`
 */
export function requireStorable(came: unknown): void {
  const waiting: { value: unknown; path: readonly string[] }[] = [{ value: came, path: [] }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { value, path } = next;
    if (path.length > DEPTH_MAX)
      throw new Fault('malformed', `The request is nested more than ${DEPTH_MAX} levels deep.`);
    if (typeof value === 'string') requireText(value, path);
    if (value === null || typeof value !== 'object') continue;
    for (const [key, part] of Object.entries(value)) {
      requireText(key, path);
      waiting.push({ value: part, path: [...path, key] });
    }
  }
}

function requireText(text: string, path: readonly string[]): void {
  if (!text.includes('\u0000') && text.isWellFormed()) return;
  throw new BadInput([
    { field: path.join('.') || 'body', message: 'This text holds a character that can’t be stored.' },
  ]);
}
