import { must } from '#shared/base/assert.ts';
import { accept, refuse } from '#shared/base/outcome.ts';
import { may } from '#shared/people/may.ts';
import type { Permission } from '#shared/people/permissions.ts';
import type { CallContext, Granted } from '../store/call-context.ts';
import type { Answer } from '../store/handler.ts';
import type { Person } from '../store/tables/people.ts';

/** Who is signed in; calls with a permission always have somebody. */
export function actorOf(context: CallContext): Person {
  return must(context.actor, 'this call needs somebody signed in');
}

/** Who agreed, or null where the actor may do it alone. */
export type Allowed = { readonly approvedBy: string | null };

/**
 * Whether this may be done: by whoever is signed in, or by the second person, whose agreement is then recorded.
 *
 * `mayAlone` says whether the actor's own limits are enough.
 */
export function allow(
  context: CallContext,
  asked: Granted & { readonly permission: Permission },
  mayAlone = false,
): Answer<Allowed> {
  const actor = actorOf(context);
  if (mayAlone || may(actor.permissions, asked.permission)) return accept({ approvedBy: null });
  const { approver } = context;
  if (approver === null || !may(approver.permissions, asked.permission))
    return refuse('permission_missing', { permission: asked.permission });
  context.granted(asked);
  return accept({ approvedBy: approver.id });
}
