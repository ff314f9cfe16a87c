import { z } from 'zod';
import { idSchema } from '#shared/base/ids.ts';
import type { JobKind } from '#server/platform/jobs/job-kind.ts';
import { type JobQueue, openJobQueue } from '#server/platform/jobs/job-queue.ts';
import { type NightlyDeps, auditDue } from './audit-due.ts';
import { everyBusiness } from './every-business.ts';
import { type LookDeps, lookAtBusiness } from './look-at-business.ts';

const ofBusinessSchema = z.object({ businessId: idSchema });

/** What servers do by themselves: look every few minutes whose quiet hour it is, and what people of each business should hear of. */
export function startNightly(
  deps: NightlyDeps & LookDeps,
  database: { readonly url: string; readonly migratorUrl: string },
): Promise<JobQueue> {
  return openJobQueue({ ...database, log: deps.log }, jobKinds(deps));
}

export function jobKinds(deps: NightlyDeps & LookDeps): readonly JobKind[] {
  return [
    {
      name: 'audits',
      cron: '*/10 * * * *',
      takesMaxS: 45 * 60,
      retries: 0,
      retryAfterS: 60,
      run: async () => {
        await auditDue(deps);
      },
    },
    {
      name: 'look-round',
      cron: '*/5 * * * *',
      takesMaxS: 5 * 60,
      retries: 1,
      retryAfterS: 10,
      run: async (_, put) => {
        for await (const businessId of everyBusiness(deps.pool)) {
          if (deps.stopping.aborted) return;
          await put('look', { businessId }, businessId);
        }
      },
    },
    {
      name: 'look',
      takesMaxS: 15 * 60,
      retries: 3,
      retryAfterS: 15,
      run: async (data) => {
        await lookAtBusiness(deps, ofBusinessSchema.parse(data).businessId);
      },
    },
  ];
}
