import type { NotDone } from '../till-client/answer.ts';

const ASKS = new Set([
  'permission_missing',
  'discount_over_limit',
  'credit_limit',
  'petty_over_limit',
  'pending_transfer_limit',
  'refund_not_returnable',
  'refund_too_late',
]);
const PIN_TROUBLE = new Set(['wrong_pin', 'pin_paused', 'pin_not_set', 'pins_being_read', 'staff_unknown']);

/** Whether a second person may agree to what was refused. */
export function needsManager(notDone: NotDone): boolean {
  return notDone.kind === 'refusal' && ASKS.has(notDone.refusal);
}

/** Whether it was the second person's PIN that was refused, so that the question stays open. */
export function isPinTrouble(notDone: NotDone): boolean {
  return notDone.kind === 'refusal' && PIN_TROUBLE.has(notDone.refusal);
}
