import { randomBytes } from 'node:crypto';
import type { RecordEdit } from '#shared/changes/record-edits.ts';
import { must } from '#shared/base/assert.ts';
import { PUSH_CHANGES_MAX, PUSH_BYTES_MAX } from '#shared/sync/limits.ts';
import { hashPassword } from '#server/accounts/password.ts';
import type { ServerDeps } from '#server/platform/server-deps.ts';
import type { Tx } from '#server/store/pool.ts';
import { withTenant } from '#server/store/tenant-transaction.ts';
import { applyWebChange } from '#server/sync/apply/apply-web-change.ts';
import { Breaker } from '#server/sync/push/breaker.ts';
import { readPush, takeBatch } from '#server/sync/push/take-batch.ts';
import { sha256 } from '#server/sync/rows/sha256.ts';
import { lockTill } from '#server/sync/till/locked-till.ts';
import { type DemoCatalogue, demoCatalogue } from './catalogue-edits.ts';
import { DEMO_BUSINESS, DEMO_PASSWORD, DEMO_STAFF, DEMO_TILLS } from './demo-business.ts';
import { type DemoCustomer, demoCustomers } from './demo-customers.ts';
import { demoRecords } from './demo-records.ts';
import { HISTORY_DAYS, demoHistory } from './history/demo-history.ts';
import { type HistoryTill, historyTill } from './history/history-till.ts';
import { type Seeded, seeded } from './seeded.ts';

type Deps = Pick<ServerDeps, 'pool' | 'nowMs' | 'makeId' | 'log'>;

const SEED = 20_261_122;
const PAST_MS = (HISTORY_DAYS + 1) * 86_400_000;
const DAYS_A_PUSH = 3;
/** The setting that says that all of the past is in. */
const LOADED = 'demo_loaded';
const RECORDS_A_CHANGE = 400;
/** The demo's data came to the office a minute after it happened. */
const UNDERWAY_MS = 60_000;

/**
 * Loads the demo business where it isn't there.
 *
 * Records come in one transaction, the past in many, as pushes do. A start that was cut short goes on where it was:
 * the seed and the first day make the same past again, and what the server has of it is a duplicate.
 */
export async function loadDemo(deps: Deps): Promise<void> {
  const startedMs = Date.now();
  const businessId = DEMO_BUSINESS.id;
  const began = await withTenant(deps.pool, businessId, async (tx) => {
    const [known] = await tx<
      { created_at: Date }[]
    >`select created_at from businesses where business_id = ${businessId}`;
    const [loaded] = await tx`select 1 from settings where business_id = ${businessId} and key = ${LOADED}`;
    return { atMs: known?.created_at.getTime() ?? null, isLoaded: loaded !== undefined };
  });
  if (began.isLoaded) return;
  const nowMs = began.atMs === null ? deps.nowMs() : began.atMs + PAST_MS;
  const random = seeded(SEED);
  const shop = await makeShop(deps, random, { nowMs, isKnown: began.atMs !== null });
  let changes = 0;
  for (const till of shop.tills) {
    const ofStore = shop.tills.filter((other) => other.place.storeId === till.place.storeId);
    const deliversFor = ofStore[0] === till ? ofStore.length : 0;
    for (const day of demoHistory(
      till,
      { catalogue: shop.catalogue, customers: shop.customers, random, nowMs },
      deliversFor,
    )) {
      if (day % DAYS_A_PUSH !== 0) continue;
      changes += await takeAll(deps, till);
    }
  }
  await withTenant(deps.pool, businessId, (tx) =>
    applyRecords(
      tx,
      deps,
      [{ kind: 'setting', id: deps.makeId(), op: 'put', fields: { storeId: null, key: LOADED, value: true } }],
      nowMs,
    ),
  );
  deps.log.info({ changes, tookMs: Date.now() - startedMs }, 'the demo business was loaded');
}

type Shop = {
  readonly catalogue: DemoCatalogue;
  readonly customers: readonly DemoCustomer[];
  readonly tills: readonly HistoryTill[];
};

async function makeShop(deps: Deps, random: Seeded, from: { nowMs: number; isKnown: boolean }): Promise<Shop> {
  const beganMs = from.nowMs - PAST_MS;
  const records = await demoRecords(random, beganMs);
  const catalogue = demoCatalogue(random, beganMs);
  const { customers, edits } = demoCustomers(random, beganMs);
  const passwordHash = await hashPassword(DEMO_PASSWORD);
  const tills = await withTenant(deps.pool, DEMO_BUSINESS.id, async (tx) => {
    if (!from.isKnown) {
      await insertAccounts(tx, passwordHash, new Date(beganMs));
      await applyRecords(tx, deps, [...records, ...catalogue.edits, ...edits], beganMs);
    }
    const begun: HistoryTill[] = [];
    for (const place of DEMO_TILLS) begun.push(await beginTill(tx, place, new Date(beganMs)));
    return begun;
  });
  return { catalogue, customers, tills };
}

async function insertAccounts(tx: Tx, passwordHash: string, at: Date): Promise<void> {
  await tx`insert into businesses (business_id, id, owner_id, time_zone, created_at, updated_at)
    values (${DEMO_BUSINESS.id}, ${DEMO_BUSINESS.id}, ${DEMO_STAFF[0].id}, ${DEMO_BUSINESS.timeZone}, ${at}, ${at})`;
  for (const person of DEMO_STAFF) {
    await tx`insert into users (business_id, id, email, phone_number, password_hash, is_verified, locale, created_at, updated_at)
      values (${DEMO_BUSINESS.id}, ${person.id}, ${person.email}, '', ${passwordHash}, true, ${DEMO_BUSINESS.locale}, ${at}, ${at})`;
  }
}

async function applyRecords(tx: Tx, deps: Deps, edits: readonly RecordEdit[], atMs: number): Promise<void> {
  for (let from = 0; from < edits.length; from += RECORDS_A_CHANGE) {
    await applyWebChange(
      tx,
      {
        businessId: DEMO_BUSINESS.id,
        storeId: null,
        actorId: DEMO_STAFF[0].id,
        nowMs: atMs + from,
        timeZone: DEMO_BUSINESS.timeZone,
        dayStartMinutes: DEMO_BUSINESS.dayStartMinutes,
        makeId: deps.makeId,
      },
      {
        type: 'record.changed',
        entityId: DEMO_BUSINESS.id,
        payload: { records: edits.slice(from, from + RECORDS_A_CHANGE) },
      },
    );
  }
}

/** A till of the past: whoever is enrolled in its place goes on after its first epoch. */
async function beginTill(tx: Tx, place: (typeof DEMO_TILLS)[number], at: Date): Promise<HistoryTill> {
  const [known] = await tx<{ epoch: string }[]>`
    select epoch from till_epochs where business_id = ${DEMO_BUSINESS.id} and till_id = ${place.id} and counter = 1`;
  const epoch = known?.epoch ?? `1-${randomBytes(8).toString('hex')}`;
  if (known === undefined) {
    const nobodysKey = randomBytes(32).toString('base64url');
    await tx`insert into till_sync (business_id, till_id, store_id, kind, public_key, epoch_counter, created_at, updated_at)
      values (${DEMO_BUSINESS.id}, ${place.id}, ${place.storeId}, 'till', ${nobodysKey}, 1, ${at}, ${at})`;
    await tx`insert into till_epochs (business_id, till_id, counter, epoch, series, certificate, previous_hash, created_at, updated_at)
      values (${DEMO_BUSINESS.id}, ${place.id}, 1, ${epoch}, 'A', '', '', ${at}, ${at})`;
  }
  return historyTill(
    sha256,
    {
      businessId: DEMO_BUSINESS.id,
      storeId: place.storeId,
      tillId: place.id,
      storeCode: place.storeCode,
      tillCode: place.code,
      zone: DEMO_BUSINESS.timeZone,
      dayStartMinutes: DEMO_BUSINESS.dayStartMinutes,
    },
    epoch,
  );
}

/** Takes what a till wrote so far as its pushes would have been taken, in batches of their size. */
async function takeAll(deps: Deps, till: HistoryTill): Promise<number> {
  const breaker = new Breaker();
  const written = till.take();
  let from = 0;
  while (from < written.length) {
    let to = from;
    for (let bytes = 0; to < written.length && to - from < PUSH_CHANGES_MAX && bytes < PUSH_BYTES_MAX; to += 1)
      bytes += written[to]?.body.length ?? 0;
    const changes = written.slice(from, to);
    const first = must(changes[0], 'a batch holds something');
    const nowMs = Math.min(
      deps.nowMs(),
      happenedMs(must(changes.at(-1), 'a batch holds something').body) + UNDERWAY_MS,
    );
    await withTenant(deps.pool, DEMO_BUSINESS.id, async (tx) => {
      const locked = await lockTill(tx, DEMO_BUSINESS.id, till.place.tillId);
      const request = { session: 1, protocol: 1, epoch: till.epoch, firstSeq: first.seq, changes };
      await takeBatch(tx, locked, await readPush(request), {
        nowMs,
        makeId: deps.makeId,
        breaker,
        isRevoked: false,
        giveUp: null,
      });
    });
    from = to;
  }
  return written.length;
}

const HAPPENED = /"occurredAt":\{"ms":(\d+)/;

function happenedMs(body: string): number {
  return Number(HAPPENED.exec(body)?.[1] ?? 0);
}
