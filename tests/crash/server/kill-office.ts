import { z } from 'zod';
import { type Pool, openPool } from '#server/store/pool.ts';
import { until } from '#tests/sync/support/quick-timers.ts';
import { type TillSide, openTillSide } from '#tests/sync/support/till-side.ts';
import { type OfficeMain, openOfficeMain } from './office-main.ts';

export type OfficeKillOptions = {
  readonly kills: number;
  readonly random: () => number;
  readonly say: (line: string) => void;
};

export type OfficeKillReport = {
  readonly kills: number;
  /** Kills that fell while a push was on its way. */
  readonly duringPush: number;
  readonly sales: number;
  readonly wrong: readonly string[];
};

const SALES_A_ROUND = 60;
const DELAY_MS_MAX = 40;
const DRAINED_WITHIN_MS = 60_000;

/** Kills the server, or its database, or both while a real till pushes, and counts at the end what came through. */
export async function killOffice(options: OfficeKillOptions): Promise<OfficeKillReport> {
  await using office = await openOfficeMain();
  let pushes = 0;
  await using till = await openTillSide({
    nowMs: () => Date.now(),
    speed: 20,
    onRequest: (path, isOver) => {
      if (path === '/api/v1/sync/push') pushes += isOver ? -1 : 1;
    },
  });
  await till.enrol(office.url, await office.enrolmentCode());
  const sold: string[] = [];
  let duringPush = 0;
  for (let kill = 1; kill <= options.kills; kill += 1) {
    for (let sale = 0; sale < SALES_A_ROUND; sale += 1) sold.push(till.sell());
    await until('a push is on its way', () => pushes > 0, DRAINED_WITHIN_MS);
    await new Promise((resolve) => setTimeout(resolve, options.random() * DELAY_MS_MAX));
    duringPush += pushes > 0 ? 1 : 0;
    await strike(office, kill % 3);
    till.networkReturns();
    if (kill % 10 === 0) options.say(`${kill} kills of the server, ${duringPush} in a push, ${sold.length} sales`);
  }
  await until('everything is at the office', () => waiting(till) === 0, DRAINED_WITHIN_MS);
  const pool = openPool({ url: office.databaseUrl(), connectionsMax: 1, as: 'migrator' });
  try {
    return { kills: options.kills, duringPush, sales: sold.length, wrong: await differences(pool, till, sold) };
  } finally {
    await pool.end();
  }
}

/** The server alone, its database alone, or both at once. */
async function strike(office: OfficeMain, how: number): Promise<void> {
  if (how !== 1) office.killDatabase();
  if (how === 0) return until('the database is back', () => isUp(office.url), DRAINED_WITHIN_MS);
  await office.killServer();
  await office.start();
}

async function isUp(url: string): Promise<boolean> {
  const answer = await fetch(`${url}/health/ready`).catch(() => null);
  return answer?.status === 200;
}

function identityOf(till: TillSide): string {
  return till.store().read((reader) => reader.meta.identity()?.tillId ?? '');
}

function waiting(till: TillSide): number {
  return till.store().read((reader) => reader.changes.countIn('waiting').count);
}

const changeSchema = z.object({ seq: z.coerce.number(), hash: z.string(), saleId: z.string().nullable() });
const countSchema = z.object({ n: z.coerce.number() });

/** Holds the server's tables against what the till sold, row by row. */
async function differences(pool: Pool, till: TillSide, sold: readonly string[]): Promise<string[]> {
  const wrong: string[] = [];
  const count = async (what: string, text: string, wanted: number): Promise<void> => {
    const { n } = countSchema.parse((await pool.unsafe(text))[0]);
    if (n !== wanted) wrong.push(`${n} ${what} at the office, ${wanted} at the till`);
  };
  const changes = z.array(changeSchema).parse(
    await pool`select seq, encode(hash, 'hex') as hash, entity_id as "saleId" from changes
        where till_id = ${identityOf(till)} and body is not null order by epoch_counter, seq`,
  );
  const log = till.store().read((reader) => reader.changes.after(reader.meta.epoch()?.epoch ?? '', 0, 1_000_000));
  if (
    JSON.stringify(changes.map(({ seq, hash }) => [seq, hash])) !==
    JSON.stringify(log.map(({ seq, hash }) => [seq, hash]))
  )
    wrong.push(`the office holds ${changes.length} changes, the till ${log.length}, or others`);
  const here = new Map<string, number>();
  for (const { saleId } of changes) if (saleId !== null) here.set(saleId, (here.get(saleId) ?? 0) + 1);
  const lost = sold.filter((id) => here.get(id) !== 1);
  if (lost.length > 0) wrong.push(`${lost.length} of ${sold.length} sales are not there once`);
  await count('sales', 'select count(*) as n from sales_orders', sold.length);
  await count('movements', 'select count(*) as n from stock_movements', sold.length);
  await count('payments', 'select count(*) as n from payments', sold.length);
  await count('pieces sold', 'select -coalesce(sum(quantity_milli), 0) / 1000 as n from inventory', sold.length);
  await count('changes in quarantine', 'select count(*) as n from sync_quarantine', 0);
  return wrong;
}
