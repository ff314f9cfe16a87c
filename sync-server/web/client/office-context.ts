import { createContext, useContext } from 'react';
import { must } from '#shared/base/assert.ts';
import type { Office } from './office.ts';

export const OfficeContext = createContext<Office | null>(null);

/** The office that this page talks to. */
export function useOffice(): Office {
  return must(useContext(OfficeContext), 'no office stands above this component');
}
