import { z } from 'zod';
import { type Outcome, accept, refuse } from '#shared/base/outcome.ts';
import { type Change, changeBodySchema, changeHeadSchema } from './change-body.ts';
import { LIFTS, type Lifts, liftChange } from './lift-change.ts';

export type ParseRefusal = 'body_not_json' | 'change_malformed' | 'change_type_unknown';

const headOnlySchema = changeHeadSchema.extend({ payload: z.unknown() });

/** What a program knows: the newest version of each type, and how older ones become it. */
export type Known<Body> = {
  readonly schema: z.ZodType<Body>;
  /** Such as `sale.completed.v1`: each type in its newest version. */
  readonly newest: ReadonlySet<string>;
  readonly lifts: Lifts;
};

/** Makes the reader of bodies for what a program knows. A type or version of a newer till is told apart from a damaged body. */
export function changeReader<Body>(known: Known<Body>): (body: string) => Outcome<Body, ParseRefusal> {
  return (body) => {
    let json: unknown;
    try {
      json = JSON.parse(body);
    } catch {
      return refuse('body_not_json');
    }
    const asNewest = known.schema.safeParse(json);
    if (asNewest.success) return accept(asNewest.data);
    const head = headOnlySchema.safeParse(json);
    const lifted = head.success ? liftChange(known.lifts, head.data) : json;
    if (head.success && lifted === null) return refuse('change_malformed', { at: 'payload', v: head.data.v });
    const parsed = known.schema.safeParse(lifted);
    if (parsed.success) return accept(parsed.data);
    if (head.success && !isKnown(known, head.data))
      return refuse('change_type_unknown', { type: head.data.type, v: head.data.v });
    const issue = parsed.error.issues[0];
    return refuse('change_malformed', { at: issue?.path.join('.') ?? '', message: issue?.message ?? '' });
  };
}

function isKnown(known: Known<unknown>, said: { readonly type: string; readonly v: number }): boolean {
  const name = `${said.type}.v${said.v}`;
  return known.newest.has(name) || known.lifts[name] !== undefined;
}

const readNewest = changeReader<Change>({
  schema: changeBodySchema,
  newest: new Set(changeBodySchema.options.map((option) => `${option.shape.type.value}.v${option.shape.v.value}`)),
  lifts: LIFTS,
});

/** Reads a body's text, of whatever version. What this program can't read waits; nothing is dropped. */
export function parseChange(body: string): Outcome<Change, ParseRefusal> {
  return readNewest(body);
}
