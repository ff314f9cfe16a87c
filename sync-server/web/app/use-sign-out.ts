import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useOffice } from '../client/office-context.ts';

/** Signs out: the office ends the session, this page forgets every figure and shows the sign-in. */
export function useSignOut(): () => Promise<void> {
  const office = useOffice();
  const queries = useQueryClient();
  const navigate = useNavigate();
  return async () => {
    try {
      await office.signOut();
    } catch {
      // The office did not answer: this page forgets the sign-in all the same, and the cookie ends by its own time.
    }
    await navigate({ to: '/sign-in' });
    queries.clear();
  };
}
