import type { FailureBrake } from '../platform/limits/failure-brake.ts';

/** Whether an address gets another message of the kind that anybody can ask for: a stranger can't fill somebody's inbox. */
export async function mayWriteTo(brake: FailureBrake, email: string): Promise<boolean> {
  return (await brake.attempt(`message ${email}`)) === 0;
}
