import { Fault } from '#shared/base/fault.ts';
import type { FailureBrake } from '../platform/limits/failure-brake.ts';

/** Makes whoever guessed wrong too often wait. @throws {Fault} `too_many_requests` while one of the keys has to */
export async function requirePause(brake: FailureBrake, keys: readonly string[]): Promise<void> {
  refusePaused(Math.max(...(await Promise.all(keys.map((key) => brake.pauseMs(key))))));
}

export function refusePaused(pauseMs: number): void {
  if (pauseMs > 0)
    throw new Fault(
      'too_many_requests',
      `Too many wrong tries. Wait ${Math.ceil(pauseMs / 1000)} seconds, then try again.`,
    );
}
