import type { Minor } from '#shared/base/money.ts';
import { accept, refuse } from '#shared/base/outcome.ts';
import { mayTakePetty } from '#shared/people/limits.ts';
import { may } from '#shared/people/may.ts';
import { type Allowed, actorOf } from '../staff/allow.ts';
import type { CallContext } from '../store/call-context.ts';
import type { Answer } from '../store/handler.ts';

/**
 * Whether so much may be spent: by whoever is signed in, or by a second person whose own limit it is within.
 *
 * Both may have the permission and differ in their limits, so that the permission alone says nothing here.
 */
export function allowPetty(
  context: CallContext,
  asked: { readonly amountMinor: Minor; readonly subjectId: string; readonly what: string },
): Answer<Allowed> {
  const actor = actorOf(context);
  const { approver } = context;
  const { amountMinor, subjectId, what } = asked;
  if (mayTakePetty(actor, amountMinor)) return accept({ approvedBy: null });
  if (approver === null || !mayTakePetty(approver, amountMinor)) {
    const { pettyMinor: limitMinor } = actor.limits;
    return may(actor.permissions, 'expenses.petty') && limitMinor > 0
      ? refuse('petty_over_limit', { limitMinor })
      : refuse('permission_missing', { permission: 'expenses.petty' });
  }
  const permission = may(approver.permissions, 'expenses.write') ? 'expenses.write' : 'expenses.petty';
  context.granted({ permission, subjectId, what });
  return accept({ approvedBy: approver.id });
}
