import type { QueryClient } from '@tanstack/react-query';
import type { Office } from '../client/office.ts';

/** What every route may use before its page stands. */
export type RouterContext = { readonly office: Office; readonly queries: QueryClient };
