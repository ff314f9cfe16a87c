import { z } from 'zod';
import type { Call } from '#shared/base/call.ts';
import { must } from '#shared/base/assert.ts';
import { type Outcome, accept, refuse } from '#shared/base/outcome.ts';
import type { RefusalCode } from '#shared/base/refusal-codes.ts';
import { approvalSchema } from '#shared/till-calls/approval.ts';
import { appendChange } from './append-change.ts';
import { BadInput, badInputOf } from './bad-input.ts';
import type { CallContext, Granted, TillCore } from './call-context.ts';
import type { DraftWriter } from './draft-store.ts';
import type { StoredAnswer } from './tables/call-answers.ts';
import type { Person } from './tables/people.ts';
import type { Writer } from './till-store.ts';
import { unwritableText } from './unwritable-text.ts';

/** A call's answer, a refusal of the catalogue where it is one. */
export type Answer<Value = unknown> = Outcome<Value, RefusalCode>;

/** A call from the door: its input as it came. */
export type Arrival = {
  readonly input: unknown;
  readonly callId: string | null;
  readonly actor: Person | null;
  readonly touched: CallContext['touched'];
};

/** A call with what it does. One of each stands in the list of its room. */
export type Handler = {
  readonly call: Call;
  readonly run: (core: TillCore, arrival: Arrival) => Promise<Answer> | Answer;
};

/** A call that only looks. */
export function reading<Input extends z.ZodType, Output extends z.ZodType>(
  call: Call<string, Input, Output>,
  work: (context: CallContext, input: z.output<Input>) => Answer<z.input<Output>>,
): Handler {
  return {
    call,
    run: (core, arrival) => work(startOf(core, arrival, null).context, parsed(call.input, arrival.input)),
  };
}

/** A call that writes nothing and waits for a device. */
export function looking<Input extends z.ZodType, Output extends z.ZodType>(
  call: Call<string, Input, Output>,
  work: (context: CallContext, input: z.output<Input>) => Promise<Answer<z.input<Output>>>,
): Handler {
  return {
    call,
    run: (core, arrival) => work(startOf(core, arrival, null).context, parsed(call.input, arrival.input)),
  };
}

/**
 * A call whose effect is in the money file: the effect, the fact, an override and the answer are one transaction.
 *
 * `prepare` does what takes time before it, such as comparing a PIN.
 */
export function tillWrite<Input extends z.ZodType, Output extends z.ZodType>(
  call: Call<string, Input, Output>,
  work: (context: CallContext, writer: Writer, input: z.output<Input>) => Answer<z.input<Output>>,
  prepare: (core: TillCore, input: z.output<Input>) => Promise<Answer> = () => Promise.resolve(accept(null)),
): Handler {
  return {
    call,
    run: async (core, arrival) => {
      const input = parsed(call.input, arrival.input);
      const callId = must(arrival.callId, 'a call that writes carries an id');
      const requestHash = hashOf(core, call, input);
      const before = core.store.read((reader) => reader.answers.get(callId));
      if (before !== null) return repeated(before, requestHash);
      const approver = await approverOf(core, input);
      if (!approver.ok) return approver;
      const prepared = await prepare(core, input);
      if (!prepared.ok) return prepared;
      const start = startOf(core, arrival, approver.value);
      const answer = refusable((refuseWith) =>
        core.store.write((writer) => {
          start.begin();
          const outcome = work(start.context, writer, input);
          if (!outcome.ok) return refuseWith(outcome);
          for (const granted of start.grants) recordOverride(core, writer, start.context, granted);
          writer.answers.put(callId, { requestHash, reply: JSON.stringify(outcome.value) });
          return outcome;
        }),
      );
      if (answer.ok) start.finish();
      return answer;
    },
  };
}

/**
 * A call whose effect is in the file of carts. Its answer is worked out from the cart as it lies there, so that a repeated
 * call shows the sale as it is, and a scan doesn't write the whole view down a second time.
 */
export function draftWrite<Input extends z.ZodType, Output extends z.ZodType, Memo>(
  call: Call<string, Input, Output>,
  steps: {
    readonly memo: z.ZodType<Memo>;
    readonly work: (context: CallContext, writer: DraftWriter, input: z.output<Input>) => Answer<Memo>;
    readonly answer: (core: TillCore, memo: Memo) => Answer<z.input<Output>>;
  },
): Handler {
  return {
    call,
    run: async (core, arrival) => {
      const input = parsed(call.input, arrival.input);
      const callId = must(arrival.callId, 'a call that writes carries an id');
      const requestHash = hashOf(core, call, input);
      const before = core.drafts.read((reader) => reader.answers.get(callId));
      if (before !== null) {
        const first = repeated(before, requestHash);
        if (!first.ok) return first;
        const given = core.drafts.firstAnswers.get(callId);
        // What was kept is what this call answered: the request is the same.
        return given === undefined ? steps.answer(core, steps.memo.parse(first.value)) : accept(given);
      }
      const approver = await approverOf(core, input);
      if (!approver.ok) return approver;
      const start = startOf(core, arrival, approver.value);
      const outcome = refusable((refuseWith) =>
        core.drafts.write((writer) => {
          start.begin();
          const done = steps.work(start.context, writer, input);
          if (!done.ok) return refuseWith(done);
          // Before the cart is written: what a second person allowed is on record, or is not done.
          if (start.grants.length > 0)
            core.store.write((till) => {
              for (const granted of start.grants) recordOverride(core, till, start.context, granted);
            });
          writer.answers.put(callId, { requestHash, reply: JSON.stringify(done.value) });
          return done;
        }),
      );
      if (!outcome.ok) return outcome;
      start.finish();
      const answer = steps.answer(core, outcome.value);
      if (answer.ok) core.drafts.firstAnswers.keep(callId, answer.value);
      return answer;
    },
  };
}

class Refused extends Error {
  readonly answer: Answer<never>;
  constructor(answer: Answer<never>) {
    super('refused');
    this.answer = answer;
  }
}

/** A refusal inside a transaction takes back whatever was written before it. */
function refusable<Value>(run: (refuseWith: (answer: Answer<never>) => never) => Answer<Value>): Answer<Value> {
  try {
    return run((answer) => {
      throw new Refused(answer);
    });
  } catch (error) {
    if (error instanceof Refused) return error.answer;
    throw error;
  }
}

function parsed<Input extends z.ZodType>(schema: Input, input: unknown): z.output<Input> {
  const result = schema.safeParse(input);
  if (!result.success) throw badInputOf(result.error);
  const unwritable = unwritableText(result.data);
  if (unwritable !== null) throw new BadInput([unwritable]);
  return result.data;
}

/** Tells requests apart. PINs are left out: four digits are found behind any hash. */
function hashOf(core: TillCore, call: Call, input: unknown): string {
  const holdsPin = typeof input === 'object' && input !== null && ('pin' in input || 'approval' in input);
  return core.changes.sha256(`${call.name}\n${holdsPin ? JSON.stringify(input, withoutPin) : JSON.stringify(input)}`);
}

function withoutPin(key: string, value: unknown): unknown {
  return key === 'pin' ? undefined : value;
}

function repeated(first: StoredAnswer, requestHash: string): Answer {
  if (first.requestHash !== requestHash) return refuse('call_id_reused');
  const value: unknown = JSON.parse(first.reply);
  return accept(value);
}

const withApprovalSchema = z.object({ approval: approvalSchema.optional() });

/** The second person of an input, whose PIN is right; null where none is named. */
export async function approverOf(core: TillCore, input: unknown): Promise<Answer<Person | null>> {
  if (typeof input !== 'object' || input === null || !('approval' in input)) return accept(null);
  const approval = withApprovalSchema.safeParse(input).data?.approval;
  if (approval === undefined) return accept(null);
  return core.verifyPin(approval.userId, approval.pin);
}

type Start = {
  readonly context: CallContext;
  readonly grants: readonly Granted[];
  /** The work begins, perhaps for the second time: on a full disk it is done again once the ballast is gone. */
  readonly begin: () => void;
  readonly finish: () => void;
};

function startOf(core: TillCore, arrival: Arrival, approver: Person | null): Start {
  const effects: (() => void)[] = [];
  const grants: Granted[] = [];
  const context: CallContext = {
    core,
    actor: arrival.actor,
    approver,
    callId: arrival.callId,
    after: (effect) => effects.push(effect),
    touched: (topic) => effects.push(() => arrival.touched(topic)),
    granted: (override) => grants.push(override),
  };
  return {
    context,
    grants,
    begin: () => {
      effects.length = 0;
      grants.length = 0;
    },
    finish: () => {
      for (const effect of effects) tryEffect(core, effect);
    },
  };
}

/** What comes after COMMIT may fail, each for itself: the call has happened, and says so. */
function tryEffect(core: TillCore, effect: () => void): void {
  try {
    effect();
  } catch (error) {
    core.log.error('effect_failed', { message: error instanceof Error ? error.message : String(error) });
  }
}

/** Writes down who asked and who agreed. */
export function recordOverride(
  core: Pick<TillCore, 'changes'>,
  writer: Writer,
  people: Pick<CallContext, 'actor' | 'approver'>,
  granted: Granted,
): void {
  const askedBy = must(people.actor, 'an override is asked for by somebody').id;
  const grantedBy = must(people.approver, 'an override is granted by somebody').id;
  appendChange(writer, core.changes, {
    type: 'override.granted',
    entityId: granted.subjectId ?? askedBy,
    actorId: askedBy,
    payload: { askedBy, grantedBy, permission: granted.permission, subjectId: granted.subjectId, what: granted.what },
  });
}
