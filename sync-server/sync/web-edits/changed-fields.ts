import { z } from 'zod';

type Json = z.infer<ReturnType<typeof z.json>>;

const jsonSchema = z.json();

/** The named fields that differ from what stands: an edit writes nothing that nobody changed. */
export function changedFields(
  current: Readonly<Record<string, unknown>>,
  wanted: Readonly<Record<string, unknown>>,
): { readonly fields: Record<string, Json>; readonly before: Record<string, Json> } {
  const changed = Object.entries(wanted).filter(
    ([name, value]) => value !== undefined && JSON.stringify(value) !== JSON.stringify(current[name]),
  );
  return {
    fields: Object.fromEntries(changed.map(([name, value]) => [name, jsonSchema.parse(value)])),
    before: Object.fromEntries(changed.map(([name]) => [name, jsonSchema.parse(current[name] ?? null)])),
  };
}
