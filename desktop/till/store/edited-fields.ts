import type { JsonValue } from './tables/json-value.ts';

/** The wished fields that differ from what stands: an edit carries nothing that nobody touched. */
export function editedFields(
  current: Readonly<Record<string, JsonValue>>,
  wished: Readonly<Record<string, JsonValue>>,
): Record<string, JsonValue> {
  return Object.fromEntries(
    Object.entries(wished).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(current[name])),
  );
}
