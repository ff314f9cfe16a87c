import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Pool, openPool } from '#server/store/pool.ts';
import type { ServerProcess } from '#tests/network/server-process.ts';
import { seededRandom } from '#tests/simulate/world/random.ts';
import { until } from '#tests/sync/support/quick-timers.ts';
import type { MatrixShop } from '../shop/found-matrix-shop.ts';
import type { RunPlan } from './draw-run.ts';
import { type StageLine, stageLine } from './stage-line.ts';
import { type StageTill, stageTill } from './stage-till.ts';

/** A shop's copy that plays one run: an office, its database, tills and the lines between them. */
export interface Stage extends AsyncDisposable {
  readonly tills: readonly StageTill[];
  readonly lines: readonly StageLine[];
  readonly sql: Pool;
  readonly office: () => ServerProcess | null;
  readonly startOffice: () => Promise<void>;
  readonly killOffice: () => Promise<void>;
}

const READY_WITHIN_MS = 180_000;

export type StageOptions = {
  readonly shop: MatrixShop;
  readonly program: string;
  readonly plan: RunPlan;
  readonly folder: string;
};

export async function openStage({ shop, program, plan, folder }: StageOptions): Promise<Stage> {
  mkdirSync(folder, { recursive: true });
  const database = await shop.copyDatabase();
  let office: ServerProcess | null = null;
  const startOffice = async (): Promise<void> => {
    office ??= await shop.startServer(database.url, join(folder, 'office'));
    for (const line of shop.lines) line.officeUrl = office.url;
  };
  await startOffice();
  const tills = Array.from({ length: plan.tills }, (_, place) => {
    const name = `till${place + 1}`;
    const at = join(folder, name);
    shop.copyTill(place, at);
    const { cashier, variantIds, customers } = shop;
    const perSecond = plan.perSecond / plan.tills;
    const spec = {
      folder: at,
      perSecond,
      transactionsMax: Math.ceil((perSecond * plan.workMs) / 1000),
      cashier,
      variantIds: [...variantIds],
      customers: [...customers],
    };
    return stageTill({ name, program, spec, seed: String(plan.seed) });
  });
  const lines = shop.lines
    .slice(0, plan.tills)
    .map((line, place) => stageLine(line, seededRandom(`line ${plan.seed} ${place}`)));
  for (const till of tills) till.start();
  await until('all tills are open', () => tills.every((till) => till.isReady()), READY_WITHIN_MS);
  const sql = openPool({ url: database.url, connectionsMax: 2, as: 'migrator' });
  return {
    tills,
    lines,
    sql,
    office: () => office,
    startOffice,
    killOffice: async () => {
      const killed = office;
      office = null;
      await killed?.kill();
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.all(tills.map((till) => till.close()));
      for (const line of shop.lines) line.cutAll();
      office?.resume();
      await office?.[Symbol.asyncDispose]();
      await sql.end();
      await database[Symbol.asyncDispose]();
    },
  };
}
