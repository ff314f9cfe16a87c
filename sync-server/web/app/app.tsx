import { type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { PartSizeContext } from '#shared/ui/part-size.ts';
import type { Office } from '../client/office.ts';
import { OfficeContext } from '../client/office-context.ts';
import type { AppRouter } from './app-router.tsx';

/** The owner's web app: the office, its answers and the pages. */
export function App({
  office,
  queries,
  router,
}: {
  readonly office: Office;
  readonly queries: QueryClient;
  readonly router: AppRouter;
}) {
  return (
    <OfficeContext value={office}>
      <QueryClientProvider client={queries}>
        <PartSizeContext value="owner">
          <RouterProvider router={router} />
        </PartSizeContext>
      </QueryClientProvider>
    </OfficeContext>
  );
}
