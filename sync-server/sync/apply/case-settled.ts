import { SERVER_TILL_ID } from '#shared/sync/rank.ts';
import type { Effects } from './effects.ts';
import { type ApplyContext, type Incoming, PermanentRefusal } from './incoming.ts';

/**
 * Takes what a person said of cases.
 *
 * @throws {PermanentRefusal} `type_not_allowed` from anybody but the web of the business, which asks who may
 */
export function collectSettledCases(
  context: ApplyContext,
  settled: readonly Incoming<'case.settled'>[],
  effects: Effects,
): void {
  if (context.tillId !== SERVER_TILL_ID)
    throw new PermanentRefusal('type_not_allowed', 'a case is settled in the web, by somebody who may');
  for (const { change } of settled) {
    const { caseId, reason, stayingBootId } = change.payload;
    effects.settledCases.push({ caseId, reason, stayingBootId, settledBy: change.actorId });
  }
}
