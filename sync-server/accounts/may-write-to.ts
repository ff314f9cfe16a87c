import type { FailureBrake } from '../platform/limits/failure-brake.ts';

/** Whether an address gets another message of the kind that anybody can ask for: a stranger can't fill somebody's inbox. */
export function mayWriteTo(brake: FailureBrake, email: string): boolean {
  const key = `message ${email}`;
  if (brake.pauseMs(key) > 0) return false;
  brake.fail(key);
  return true;
}
