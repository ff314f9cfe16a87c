import { isUtf8 } from 'node:buffer';
import { z } from 'zod';
import { type ErrorCode, ERRORS } from '#shared/base/error-codes.ts';
import { Fault } from '#shared/base/fault.ts';
import { REQUEST_SILENCE_MS } from '#shared/sync/limits.ts';
import { type Network, type NetworkAnswer, NotConnected } from '../ports/network.ts';
import type { Timers } from '../ports/timers.ts';
import { type ReplyKind, replyKind } from './office-reply.ts';
import { silenceGuard } from './silence-guard.ts';

/** What came of a request: the answer in its schema, or what the till makes of there being none. */
export type OfficeReply<Answer> =
  | {
      readonly kind: 'good';
      readonly answer: Answer;
      readonly sentWallMs: number;
      readonly roundTripMs: number;
      readonly bytes: number;
    }
  | { readonly kind: Exclude<ReplyKind, 'good'>; readonly code: ErrorCode; readonly serverDateMs: number | null };

export type OfficeRequest<Answer extends z.ZodType> = {
  readonly method: 'GET' | 'POST';
  /** Under the office's address, with its query. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
  readonly schema: Answer;
  readonly signal: AbortSignal;
};

export type OfficeDeps = {
  readonly network: Network;
  readonly timers: Timers;
  readonly nowMs: () => number;
  /** Where the office is, without a slash at the end; null for a till that belongs to nobody. */
  readonly officeUrl: () => string | null;
};

export type OfficeClient = {
  readonly ask: <Answer extends z.ZodType>(request: OfficeRequest<Answer>) => Promise<OfficeReply<z.infer<Answer>>>;
};

const ANSWER_BYTES_MAX = 64 * 1024 * 1024;

const CODES = Object.keys(ERRORS).filter((code): code is ErrorCode => code in ERRORS);
const errorSchema = z.object({ status: z.literal('error'), code: z.enum(CODES) });
const answerSchema = z.object({ status: z.literal('success'), data: z.unknown() });

/** Asks the office over the network port; nothing but a code of the catalogue and an answer in its schema gets through. */
export function createOfficeClient(deps: OfficeDeps): OfficeClient {
  return {
    ask: async (request) => {
      const officeUrl = deps.officeUrl();
      if (officeUrl === null) return { kind: 'unreachable', code: 'office_unreachable', serverDateMs: null };
      const sentWallMs = deps.nowMs();
      const sentMs = deps.timers.monotonicMs();
      const guard = silenceGuard(deps.timers, REQUEST_SILENCE_MS, request.signal);
      try {
        const answer = await deps.network.request({
          method: request.method,
          url: `${officeUrl}${request.path}`,
          headers: { accept: 'application/json', 'accept-encoding': 'gzip', ...request.headers },
          body: request.body ?? null,
          signal: guard.signal,
          onBytes: guard.heard,
          answerBytesMax: ANSWER_BYTES_MAX,
        });
        const roundTripMs = deps.timers.monotonicMs() - sentMs;
        return readReply(answer, request.schema, { sentWallMs, roundTripMs });
      } catch (cause) {
        if (cause instanceof NotConnected) return { kind: 'no_line', code: 'office_unreachable', serverDateMs: null };
        if (cause instanceof Fault && cause.code !== 'office_unreachable') throw cause;
        return { kind: 'unreachable', code: 'office_unreachable', serverDateMs: null };
      } finally {
        guard.end();
      }
    },
  };
}

function readReply<Answer extends z.ZodType>(
  answer: NetworkAnswer,
  schema: Answer,
  times: { sentWallMs: number; roundTripMs: number },
): OfficeReply<z.infer<Answer>> {
  const json = readJson(answer.body);
  const envelope = answer.status >= 200 && answer.status < 300 ? answerSchema.safeParse(json) : null;
  const parsed = envelope?.success === true ? schema.safeParse(envelope.data.data) : null;
  if (parsed?.success === true) return { kind: 'good', answer: parsed.data, ...times, bytes: answer.body.length };
  const error = errorSchema.safeParse(json);
  const code = error.success && answer.status >= 400 ? error.data.code : null;
  const kind = replyKind(answer.status, code);
  return {
    kind: kind === 'good' ? 'odd' : kind,
    code: code ?? 'office_answer_odd',
    serverDateMs: serverDateMs(answer),
  };
}

function readJson(body: Uint8Array): unknown {
  try {
    return isUtf8(body)
      ? JSON.parse(Buffer.from(body.buffer, body.byteOffset, body.length).toString('utf8'))
      : undefined;
  } catch {
    return undefined;
  }
}

/** The clock of whoever answered, to the second: enough to date an assertion by, where the till's own clock is far off. */
function serverDateMs(answer: NetworkAnswer): number | null {
  const ms = Date.parse(answer.headers['date'] ?? '');
  return Number.isFinite(ms) ? ms : null;
}
