/** The other side said that it did not take the message; `isForGood` where it said that it never will. */
export class SendRefused extends Error {
  readonly isForGood: boolean;

  constructor(message: string, { cause, isForGood }: { readonly cause?: unknown; readonly isForGood: boolean }) {
    super(message, { cause });
    this.isForGood = isForGood;
  }
}
