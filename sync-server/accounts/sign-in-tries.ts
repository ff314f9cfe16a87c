import type { FailureBrake } from '../platform/limits/failure-brake.ts';
import { refusePaused, requirePause } from './require-pause.ts';

/** The tries at the password of one account from one address. */
export interface SignInTries {
  /** Begins a try. @throws {Fault} `too_many_requests` while the account or the address has to wait */
  readonly begin: () => Promise<void>;
  readonly wrong: () => Promise<void>;
  readonly right: () => Promise<void>;
}

/**
 * Slows whoever guesses, by account and by address. A try counts against the account as it begins, so that guesses that come
 * at one moment don't all get in before the first of them is told.
 *
 * A right password clears its account alone: else whoever has an account of his own would guess at others' between two
 * sign-ins to it.
 */
export function triesAt(
  brake: FailureBrake,
  { email, address }: { readonly email: string; readonly address: string },
): SignInTries {
  const [ofAccount, ofAddress] = [`account ${email}`, `address ${address}`];
  return {
    begin: async () => {
      await requirePause(brake, [ofAddress]);
      refusePaused(await brake.attempt(ofAccount));
    },
    wrong: () => brake.fail(ofAddress),
    right: () => brake.succeed(ofAccount),
  };
}
