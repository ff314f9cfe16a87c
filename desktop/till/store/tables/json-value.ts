import { z } from 'zod';

/** Anything that JSON can say. */
export type JsonValue = z.infer<ReturnType<typeof z.json>>;

export const jsonValueSchema = z.json();
