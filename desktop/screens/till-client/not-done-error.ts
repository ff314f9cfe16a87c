import type { NotDone } from './answer.ts';

/** Carries a refusal or fault through a query, whose way of failing is to throw. */
export class NotDoneError extends Error {
  override readonly name = 'NotDoneError';
  readonly notDone: NotDone;

  constructor(notDone: NotDone) {
    super(notDone.kind === 'refusal' ? notDone.refusal : notDone.fault);
    this.notDone = notDone;
  }
}
