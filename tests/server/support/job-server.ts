import { readConfig } from '#server/config.ts';
import { jobKinds } from '#server/nightly/start-nightly.ts';
import { openJobQueue } from '#server/platform/jobs/job-queue.ts';
import { openDeps } from '#server/platform/open-deps.ts';

/** A server's jobs as a process of their own, which a test may kill: hasty, and with a clock that says what it is told. */
const nowMs = Number(process.env['NOW_MS']);
const businessId = process.env['BUSINESS_ID'] ?? '';
const { deps, database } = await openDeps(readConfig(process.env), { nowMs: () => nowMs });
const kinds = jobKinds(deps)
  .filter(({ name }) => name === 'look')
  .map((kind) => ({ ...kind, takesMaxS: 3, retryAfterS: 1 }));
const queue = await openJobQueue({ ...database, log: deps.log }, kinds, {
  pollS: 0.5,
  superviseS: 1,
  heartbeatS: null,
});
await queue.put('look', { businessId }, businessId);
