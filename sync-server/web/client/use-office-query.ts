import { type QueryKey, keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import type { z } from 'zod';
import type { ApiInput } from '#shared/api/api-client.ts';
import type { Endpoint } from '#shared/api/endpoint.ts';
import type { CallOffice, OfficeAnswer } from './office.ts';
import { useOffice } from './office-context.ts';

/** What changes while shops sell is asked again so often while somebody looks, where no live sign comes. */
const LIVE_EACH_MS = 20_000;

type QueryChoices = {
  /** It changes while shops sell. */
  readonly isLive?: boolean;
  readonly isEnabled?: boolean;
};

/** A read of the office as a query, keyed by the path and what was asked. */
export function officeQuery<
  Params extends z.ZodObject,
  Query extends z.ZodObject,
  Body extends z.ZodType,
  Answer extends z.ZodType,
>(
  call: CallOffice,
  endpoint: Endpoint<Params, Query, Body, Answer>,
  input: ApiInput<z.input<Params>, z.input<Query>, z.input<Body>> = {},
) {
  const key: QueryKey = [endpoint.path, input.params ?? {}, input.query ?? {}];
  return queryOptions({
    queryKey: key,
    queryFn: (): Promise<OfficeAnswer<z.output<Answer>>> => call(endpoint, input),
  });
}

/** Reads the office; old figures stay in place while new ones load. */
export function useOfficeQuery<
  Params extends z.ZodObject,
  Query extends z.ZodObject,
  Body extends z.ZodType,
  Answer extends z.ZodType,
>(
  endpoint: Endpoint<Params, Query, Body, Answer>,
  input: ApiInput<z.input<Params>, z.input<Query>, z.input<Body>> = {},
  { isLive = false, isEnabled = true }: QueryChoices = {},
) {
  const { call } = useOffice();
  return useQuery({
    ...officeQuery(call, endpoint, input),
    enabled: isEnabled,
    placeholderData: keepPreviousData,
    refetchInterval: isLive ? LIVE_EACH_MS : false,
  });
}
