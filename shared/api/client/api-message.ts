import { z } from 'zod';

/** What tells a call that nobody waits for it any more: an AbortSignal, by the part that every host has. */
export type CancelSign = { readonly aborted: boolean };

export type ApiRequest = {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  readonly signal: CancelSign | null;
};

export type ApiResponse = {
  readonly status: number;
  readonly header: (name: string) => string | null;
  /** The body as JSON; undefined where it is empty or something else. */
  readonly json: unknown;
};

/** Carries one request; throws only where no answer came. */
export type CarryRequest = (request: ApiRequest) => Promise<ApiResponse>;

export const listMetaSchema = z.object({
  page: z.number().int(),
  limit: z.number().int(),
  total: z.number().int(),
});
export type ListMeta = z.infer<typeof listMetaSchema>;

/** What a call brought; `meta` for lists. */
export type ApiAnswer<Data> = { readonly data: Data; readonly meta: ListMeta | null };
