import { must } from '#shared/base/assert.ts';
import { ERRORS } from '#shared/base/error-codes.ts';
import { Fault } from '#shared/base/fault.ts';
import { may } from '#shared/people/may.ts';
import { isPermission } from '#shared/people/permissions.ts';
import { type PushEvent, type Reply, type Request, requestSchema } from '#shared/till-calls/reply.ts';
import { BadInput, badInputOf } from './bad-input.ts';
import type { TillCore } from './call-context.ts';
import type { Answer, Handler } from './handler.ts';
import type { Person } from './tables/people.ts';

export type Dispatch = (request: unknown) => Promise<Reply>;

export type DispatcherDeps = {
  readonly core: TillCore;
  readonly handlers: readonly Handler[];
  readonly onTouched: (topic: PushEvent['topic']) => void;
  /** A call that writes has come to its end. */
  readonly onWritten: () => void;
  /** Hold every answer against its schema; what a test wants, and what costs a large cart a little. */
  readonly checksAnswers: boolean;
};

/** Calls that write wait for each other; this many at most, since nobody types faster. */
const QUEUE_MAX = 1000;

/**
 * The only door of the till: looks a call up, checks input, person and answer, and says every failure in words.
 *
 * Calls that write run one at a time, in the order in which they came.
 */
export function createDispatcher(deps: DispatcherDeps): Dispatch {
  const handlers = new Map(deps.handlers.map((handler) => [handler.call.name, handler]));
  let last: Promise<unknown> = Promise.resolve();
  let queued = 0;
  const inTurn = async (run: () => Promise<Reply>): Promise<Reply> => {
    if (queued >= QUEUE_MAX)
      return faultReply(new Fault('too_many_requests', 'the till has too much to do', { retry: 'later' }));
    queued += 1;
    const turn = last.then(run);
    last = turn;
    try {
      return await turn;
    } finally {
      queued -= 1;
    }
  };
  return async (raw) => {
    const request = requestSchema.safeParse(raw);
    if (!request.success) return faultReply(new Fault('malformed', 'not a request'));
    const handler = handlers.get(request.data.name);
    if (handler === undefined) return faultReply(new Fault('unknown_call', request.data.name));
    const run = (): Promise<Reply> => answered(deps, handler, request.data);
    return handler.call.writes ? inTurn(run) : run();
  };
}

async function answered(deps: DispatcherDeps, handler: Handler, request: Request): Promise<Reply> {
  const { core } = deps;
  try {
    const actor = actorNow(core);
    const barred = barredFrom(handler, actor);
    if (barred !== null) return barred;
    const callId = request.callId ?? null;
    if (handler.call.writes && callId === null)
      throw new BadInput([{ field: 'callId', message: 'A call that writes carries an id.' }]);
    const answer = await handler.run(core, { input: request.input, callId, actor, touched: deps.onTouched });
    if (handler.call.writes) deps.onWritten();
    return replyOf(answer, deps.checksAnswers ? handler : null);
  } catch (error) {
    return failureReply(core, handler.call.name, error);
  }
}

function actorNow(core: TillCore): Person | null {
  const userId = core.session.userId();
  return userId === null ? null : core.store.read((reader) => reader.people.byId(userId));
}

function barredFrom({ call }: Handler, actor: Person | null): Reply | null {
  if (call.permission === '') return null;
  if (actor === null) return { ok: false, refusal: 'not_signed_in' };
  const { permission } = call;
  if (isPermission(permission) && may(actor.permissions, permission)) return null;
  return { ok: false, refusal: 'permission_missing', details: { permission } };
}

function replyOf(answer: Answer, checkBy: Handler | null): Reply {
  if (!answer.ok)
    return answer.details === undefined
      ? { ok: false, refusal: answer.refusal }
      : { ok: false, refusal: answer.refusal, details: { ...answer.details } };
  if (checkBy === null) return { ok: true, value: answer.value };
  const checked = checkBy.call.output.safeParse(answer.value);
  // An answer that isn't what the door promises is a bug of ours, not the caller's bad input.
  const bad = checked.success
    ? null
    : badInputOf(checked.error)
        .fields.map((field) => `${field.field}: ${field.message}`)
        .join('; ');
  must(bad === null ? true : null, `${checkBy.call.name} answered something else than it says: ${bad}`);
  return { ok: true, value: checked.data };
}

function failureReply(core: TillCore, name: string, error: unknown): Reply {
  if (error instanceof Fault) {
    if (error.code !== 'bad_input') core.log.warn('call_failed', { name, code: error.code, message: error.message });
    return faultReply(error);
  }
  const traceId = core.newId();
  core.log.error('call_broke', {
    name,
    traceId,
    message: error instanceof Error ? (error.stack ?? error.message) : String(error),
  });
  return { ok: false, fault: 'internal', message: `${ERRORS.internal.happened} ${ERRORS.internal.action}`, traceId };
}

/** A fault in the words of the catalogue, never in those of the machine. */
function faultReply(fault: Fault): Reply {
  const { happened, action } = ERRORS[fault.code];
  const reply = { ok: false as const, fault: fault.code, message: `${happened} ${action}` };
  return fault instanceof BadInput ? { ...reply, fields: [...fault.fields] } : reply;
}
