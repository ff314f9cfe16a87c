import { Fault } from '#shared/base/fault.ts';

/** Changes are missing before these; says which one must come next. */
export class SequenceGap extends Fault {
  readonly expected: number;

  constructor(expected: number) {
    super('sequence_gap', `Changes are missing before these. Send from number ${expected}.`);
    this.expected = expected;
  }
}
