import { z } from 'zod';
import { Fault } from '#shared/base/fault.ts';

const TIMEOUT_MS = 8000;
const TRIES_MAX = 3;
const PAUSE_MS = 300;

export interface PaystackOptions {
  readonly secretKey: string;
  /** Such as https://api.paystack.co */
  readonly apiUrl: string;
  /** How long one try may take. */
  readonly timeoutMs?: number;
  readonly pause?: (ms: number) => Promise<void>;
}

const answerSchema = z.object({
  status: z.boolean(),
  message: z.string().default(''),
  code: z.string().optional(),
  data: z.unknown().optional(),
});

/** What Paystack answered: `isGood` is its own word for it. */
export interface PaystackAnswer {
  readonly isGood: boolean;
  readonly httpStatus: number;
  readonly message: string;
  readonly data: unknown;
}

export type PaystackLine = (method: 'GET' | 'POST', path: string, body?: object) => Promise<PaystackAnswer>;

/**
 * Calls Paystack's API: each try ends by itself, and what may pass by itself (no line, busy, 5xx) is tried three times.
 *
 * @throws {Fault} `payment_provider` where no answer can be had
 */
export function createPaystackLine(options: PaystackOptions): PaystackLine {
  const { timeoutMs = TIMEOUT_MS, pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms)) } = options;
  return async (method, path, body) => {
    for (let tried = 1; ; tried += 1) {
      const came = await tryOnce(options, timeoutMs, { method, path, body }).catch((cause: unknown) => ({ cause }));
      if ('answer' in came && came.answer !== undefined) return came.answer;
      if (tried >= TRIES_MAX) throw silent('cause' in came ? came.cause : undefined);
      await pause(PAUSE_MS * 2 ** (tried - 1));
    }
  };
}

type Request = { readonly method: string; readonly path: string; readonly body: object | undefined };

/** @returns no answer where Paystack is busy or broken */
async function tryOnce(
  { secretKey, apiUrl }: PaystackOptions,
  timeoutMs: number,
  { method, path, body }: Request,
): Promise<{ readonly answer: PaystackAnswer | undefined }> {
  const response = await fetch(apiUrl + path, {
    method,
    headers: {
      authorization: `Bearer ${secretKey}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(timeoutMs),
    redirect: 'error',
  });
  const text = await response.text();
  if (response.status === 429 || response.status >= 500) return { answer: undefined };
  const parsed = answerSchema.safeParse(JSON.parse(text));
  if (!parsed.success) return { answer: undefined };
  const { status: isGood, message, data } = parsed.data;
  return { answer: { isGood, httpStatus: response.status, message, data } };
}

function silent(cause: unknown): Fault {
  return new Fault(
    'payment_provider',
    'The payment provider does not answer. Try again in a few minutes; nothing was charged.',
    { cause, retry: 'later' },
  );
}
