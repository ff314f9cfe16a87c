import { cpSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { customerSaveCall } from '#shared/till-calls/customer-calls.ts';
import { syncStatusCall } from '#shared/till-calls/sync-calls.ts';
import { staffSignInCall, tillEnrolCall } from '#shared/till-calls/till-calls.ts';
import { openPool } from '#server/store/pool.ts';
import { type ServerProcess, startServerProcess } from '#tests/network/server-process.ts';
import { type FaultyLine, openFaultyLine } from '#tests/network/faulty-line.ts';
import { type ApiCaller, TEST_PASSWORD, apiCaller, dataOf } from '#tests/support/api-caller.ts';
import { type TestDatabase, createDatabaseIn } from '#tests/support/postgres/create-database-in.ts';
import { until } from '#tests/sync/support/quick-timers.ts';
import { readTillId } from '../watch/read-log.ts';
import { restingRowsOfTill } from '../watch/rest-rows.ts';
import { type MatrixTill, openMatrixTill } from '../till/open-matrix-till.ts';

const PIN = '428173';
const EMAIL = 'ada@matrix.example';
const PRODUCTS = 6;
const CUSTOMERS = 5;
const FILLED_WITHIN_MS = 180_000;
export const FIRST_NAME = 'first';

export type MatrixCustomer = { readonly id: string; readonly phone: string };

/** A shop with its tills, as it was when it opened: each run plays with copies of its database and of the tills' folders. */
export interface MatrixShop extends AsyncDisposable {
  readonly lines: readonly FaultyLine[];
  readonly cashier: { readonly userId: string; readonly pin: string };
  readonly variantIds: readonly string[];
  readonly customers: readonly MatrixCustomer[];
  /** By the place of the till in the shop. */
  readonly tillIds: readonly string[];
  readonly copyDatabase: () => Promise<TestDatabase>;
  readonly copyTill: (place: number, folder: string) => void;
  readonly startServer: (databaseUrl: string, dataDir: string) => Promise<ServerProcess>;
}

/** Founds the shop over the API and enrols its tills, each behind a line of its own. */
export async function foundMatrixShop(clusterUrl: string, tillCount: number): Promise<MatrixShop> {
  const folder = await mkdtemp(join(tmpdir(), 'stockavoo-matrix-shop-'));
  const database = await createDatabaseIn(clusterUrl);
  const folderOf = (place: number): string => join(folder, `till-${place}`);
  const startServer: MatrixShop['startServer'] = (databaseUrl, dataDir) =>
    startServerProcess({ databaseUrl, dataDir, keyFile: join(folder, 'server-key') });
  const server = await startServer(database.url, join(folder, 'office'));
  const owner = await registerOwner(server.url, database.url);
  const founded = await foundStore(owner);
  const lines: FaultyLine[] = [];
  const tills: Enrolled[] = [];
  for (let place = 0; place < tillCount; place += 1) {
    const line = await openFaultyLine(server.url);
    lines.push(line);
    const till = await openMatrixTill(folderOf(place));
    tills.push({ till, folder: folderOf(place) });
    const answer = await owner.call('POST', `/stores/${founded.storeId}/tills/enrolment-code`, { body: {} });
    const { code } = dataOf(answer, z.object({ code: z.string() }));
    must('till.enrol', await till.ask(tillEnrolCall, { officeUrl: line.url, code }));
  }
  const cashier = { userId: owner.userId, pin: PIN };
  const customers = await addCustomers(tills, cashier);
  await until('every till has everything', () => allFilled(tills), FILLED_WITHIN_MS);
  for (const { till } of tills) await till.close();
  await server[Symbol.asyncDispose]();
  return {
    lines,
    cashier,
    variantIds: founded.variantIds,
    customers,
    tillIds: tills.map(({ folder: at }) => readTillId(at)),
    copyDatabase: () => createDatabaseIn(clusterUrl, database.name),
    copyTill: (place, to) => cpSync(folderOf(place), to, { recursive: true }),
    startServer,
    [Symbol.asyncDispose]: async () => {
      for (const line of lines) await line[Symbol.asyncDispose]();
      await database[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function must<Value>(
  what: string,
  answer: { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly why: string },
): Value {
  if (!answer.ok) throw new Error(`${what}: ${answer.why}`);
  return answer.value;
}

type Enrolled = { readonly till: MatrixTill; readonly folder: string };
type Owner = { readonly call: ApiCaller; readonly userId: string };
const idOf = z.looseObject({ id: z.string() });

async function registerOwner(url: string, databaseUrl: string): Promise<Owner> {
  const anybody = apiCaller({ url });
  const body = { businessName: 'Ada Stores', fullName: 'Ada Obi', email: EMAIL, password: TEST_PASSWORD };
  await anybody('POST', '/auth/register', { body });
  const sql = openPool({ url: databaseUrl, connectionsMax: 1, as: 'migrator' });
  await sql`update users set is_verified = true where email = ${EMAIL}`;
  await sql.end();
  const came = await anybody('POST', '/auth/login', {
    body: { email: EMAIL, password: TEST_PASSWORD, client: 'program' },
  });
  const call = apiCaller({ url }, dataOf(came, z.looseObject({ accessToken: z.string() })).accessToken);
  return { call, userId: dataOf(await call('GET', '/auth/me'), idOf).id };
}

async function foundStore({ call, userId }: Owner): Promise<{ storeId: string; variantIds: string[] }> {
  const storeId = dataOf(await call('POST', '/stores', { body: { name: 'Lekki', code: 'LEK' } }), idOf).id;
  await call('PUT', `/users/${userId}/pin`, { headers: { 'if-match': '*' }, body: { pin: PIN } });
  const variantIds: string[] = [];
  for (let number = 1; number <= PRODUCTS; number += 1) {
    const body = {
      name: `Thing ${number}`,
      sku: `T${number}`,
      sellingPriceMinor: number * 1_250,
      trackInventory: true,
    };
    const product = dataOf(await call('POST', '/products', { body }), z.looseObject({ variants: z.array(idOf) }));
    variantIds.push(...product.variants.map(({ id }) => id));
  }
  return { storeId, variantIds };
}

/** The first till adds the customers. */
async function addCustomers(tills: readonly Enrolled[], cashier: MatrixShop['cashier']): Promise<MatrixCustomer[]> {
  const till = tills[0]?.till;
  if (till === undefined) return [];
  const signIn = async (): Promise<boolean> => (await till.ask(staffSignInCall, cashier)).ok;
  await until('somebody can sign in', signIn, FILLED_WITHIN_MS);
  const customers: MatrixCustomer[] = [];
  for (let number = 0; number < CUSTOMERS; number += 1) {
    const phone = `080100000${10 + number}`;
    const added = await till.ask(customerSaveCall, { id: null, name: FIRST_NAME, phone });
    customers.push({ id: must('customer.save', added).id, phone });
  }
  return customers;
}

const CLASSES = 6;

async function allFilled(tills: readonly Enrolled[]): Promise<boolean> {
  for (const { till, folder } of tills) {
    const { waiting, completeClasses } = must('sync.status', await till.ask(syncStatusCall, {}));
    if (waiting > 0 || completeClasses.length < CLASSES) return false;
    // Whoever has all classes has what was there at the time: the customers may have come since.
    if (restingRowsOfTill(folder)['customers']?.length !== CUSTOMERS) return false;
  }
  return true;
}
