import { createContext, useContext } from 'react';
import type { Me } from '#shared/api/auth-endpoints.ts';
import { must } from '#shared/base/assert.ts';
import { may } from '#shared/people/may.ts';
import type { Permission } from '#shared/people/permissions.ts';

export const MeContext = createContext<Me | null>(null);

/** Who is signed in. */
export function useMe(): Me {
  return must(useContext(MeContext), 'nobody is signed in above this component');
}

/** Whether who is signed in may do this; what they may not is hidden, and refused by the office all the same. */
export function useMay(): (permission: Permission) => boolean {
  const { permissions } = useMe();
  return (permission) => may(permissions, permission);
}
