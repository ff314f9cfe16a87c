import { type Outcome, accept, refuse } from '#shared/base/outcome.ts';
import { type Change, changeBodySchema, changeHeadSchema } from './change-body.ts';

export type ParseRefusal = 'body_not_json' | 'change_malformed' | 'change_type_unknown';

const KNOWN = new Set<string>(
  changeBodySchema.options.map((option) => `${option.shape.type.value}.v${option.shape.v.value}`),
);

/** Reads a body's text. A type or version of a newer till is told apart from a damaged body: both wait, neither is dropped. */
export function parseChange(body: string): Outcome<Change, ParseRefusal> {
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    return refuse('body_not_json');
  }
  const parsed = changeBodySchema.safeParse(json);
  if (parsed.success) return accept(parsed.data);
  const head = changeHeadSchema.safeParse(json);
  if (head.success && !KNOWN.has(`${head.data.type}.v${head.data.v}`))
    return refuse('change_type_unknown', { type: head.data.type, v: head.data.v });
  const issue = parsed.error.issues[0];
  return refuse('change_malformed', { at: issue?.path.join('.') ?? '', message: issue?.message ?? '' });
}
