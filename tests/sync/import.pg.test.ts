import { createHash, randomBytes, sign } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { keychainFile } from '#devices/keychain-file.ts';
import { uuidV7 } from '#shared/base/ids.ts';
import { importAnswerSchema } from '#shared/sync/carried.ts';
import { PROTOCOL_VERSION } from '#shared/sync/protocol-version.ts';
import { signedText } from '#shared/sync/signing.ts';
import { exportWaiting } from '#till/sync/export-waiting.ts';
import { type ApiCaller, dataOf } from '../support/api-caller.ts';
import { salePayload } from './support/make-goods.ts';
import { type RealOffice, openRealOffice } from './support/real-office.ts';
import { TestTill, post } from './support/test-till.ts';
import { openTillSide } from './support/till-side.ts';

let office: RealOffice;
beforeAll(async () => {
  office = await openRealOffice();
});
afterAll(() => office[Symbol.asyncDispose]());

const makeId = () => uuidV7(office.clock.nowMs, randomBytes(10));
const world = () => ({ url: office.url, clock: { nowMs: () => office.clock.nowMs }, makeId });

async function openTill(code?: string): Promise<TestTill> {
  const till = await TestTill.enrol(world(), makeId(), code ?? (await office.code()));
  await till.hello();
  return till;
}

function sell(till: TestTill) {
  const things = [{ variantId: makeId(), quantityMilli: 1000, priceMinor: 10_000 }];
  const saleId = makeId();
  return till.write('sale.completed', salePayload(makeId, { saleId, things }), { entityId: saleId });
}

/** The file that a till writes, made by hand: it shares no code with the till. */
function fileOf(till: TestTill, changes = till.log) {
  const { businessId, tillId } = till.identity;
  const { epoch } = till.grant;
  const firstSeq = changes[0]?.seq ?? 0;
  const writtenAtMs = office.clock.nowMs;
  const carried = JSON.stringify({
    v: 1,
    protocol: PROTOCOL_VERSION,
    businessId,
    tillId,
    epoch,
    firstSeq,
    writtenAtMs,
    changes,
  });
  const bytesHash = createHash('sha256').update(carried).digest('hex');
  const text = signedText({ method: 'POST', path: 'file of changes', session: 0, epoch, firstSeq, bytesHash });
  const signature = sign(null, Buffer.from(text), till.privateKey).toString('base64');
  return { format: 'stockavoo-changes', carried, signature };
}

/** Somebody brings a file; what became of its changes, or why it was not taken. */
async function bring(file: unknown, by: ApiCaller = office.owner): Promise<unknown> {
  const came = await by('POST', '/sync/import', { body: file });
  if (came.status !== 200) return `${came.status} ${z.looseObject({ code: z.string() }).parse(came.body).code}`;
  const { applied, forReview, known, quarantined } = dataOf(came, importAnswerSchema);
  return { taken: applied + forReview, known, quarantined };
}

const salesOf = async (till: TestTill) =>
  (await office.look`select seq from sales_orders where till_id = ${till.identity.tillId} order by seq`).map((row) =>
    Number(row['seq']),
  );

test('a file enters once, however often it is imported, and leaves its trace in the audit log', async () => {
  const till = await openTill();
  for (let number = 0; number < 3; number += 1) sell(till);
  expect(await bring(fileOf(till))).toEqual({ taken: 3, known: 0, quarantined: 0 });
  expect(await bring(fileOf(till))).toEqual({ taken: 0, known: 3, quarantined: 0 });
  expect(await salesOf(till)).toEqual([1, 2, 3]);
  const rows =
    await office.look`select entity_id from audit_logs where action = 'changes.imported' and entity_id = ${till.identity.tillId}`;
  expect(rows).toHaveLength(2);
  expect(await till.pushAll()).toMatchObject({ ok: true, answer: { lastSeq: 3 } });
  expect(await salesOf(till)).toEqual([1, 2, 3]);
});

test('file and push mix in any order: what came one way is known the other, and a hole is named', async () => {
  const till = await openTill();
  const changes = Array.from({ length: 6 }, () => sell(till));
  await till.push(changes.slice(0, 2));
  expect(await bring(fileOf(till, changes.slice(4)))).toBe('409 sequence_gap');
  expect(await bring(fileOf(till, changes.slice(1, 4)))).toMatchObject({ quarantined: 0 });
  expect(await salesOf(till)).toEqual([1, 2, 3, 4]);
  expect(await till.push(changes.slice(2))).toMatchObject({ ok: true, answer: { lastSeq: 6 } });
  await Promise.all([bring(fileOf(till)), till.push(changes), bring(fileOf(till))]);
  expect(await salesOf(till)).toEqual([1, 2, 3, 4, 5, 6]);
});

test('a file that is not whole or was changed is refused, and nothing of it enters', async () => {
  const till = await openTill();
  sell(till);
  sell(till);
  const file = fileOf(till);
  expect(await bring({ ...file, carried: file.carried.slice(0, -40) })).toBe('400 malformed');
  expect(await bring({ ...file, carried: file.carried.replaceAll('10000', '90000') })).toBe('401 signature_invalid');
  expect(await bring({ ...file, signature: 'AAAA' })).toBe('401 signature_invalid');
  expect(await bring({ format: 'something' })).toBe('422 bad_input');
  expect(await salesOf(till)).toEqual([]);
  expect(await office.look`select 1 from sync_quarantine where till_id = ${till.identity.tillId}`).toHaveLength(0);
  expect(await bring(file)).toMatchObject({ taken: 2 });
});

test('a change that can’t be read waits in quarantine as one that was pushed would, and blocks nothing behind it', async () => {
  const till = await openTill();
  sell(till);
  till.writeBody('{"id": "broken');
  sell(till);
  expect(await bring(fileOf(till))).toEqual({ taken: 2, known: 0, quarantined: 1 });
  expect(await salesOf(till)).toEqual([1, 3]);
});

test('only a till of the business is believed, and only who looks after tills may bring a file', async () => {
  const till = await openTill();
  sell(till);
  const other = await openTill();
  const mine = post(world(), '/api/v1/sync/import', importAnswerSchema, { body: fileOf(till), token: other.token });
  expect(await mine).toMatchObject({ ok: false, status: 404 });
  const own = post(world(), '/api/v1/sync/import', importAnswerSchema, { body: fileOf(till), token: till.token });
  expect(await own).toMatchObject({ ok: true });
  const stranger = await openTill();
  sell(stranger);
  stranger.identity = { ...stranger.identity, businessId: makeId() };
  expect(await bring(fileOf(stranger))).toBe('404 not_found');
  const unsigned = post(world(), '/api/v1/sync/import', importAnswerSchema, { body: fileOf(till), token: 'none' });
  expect(await unsigned).toMatchObject({ ok: false, status: 401 });
});

test('what a till that was switched off, or whose place another machine took, still held waits for the owner', async () => {
  const revoked = await openTill();
  sell(revoked);
  await office.owner('POST', `/tills/${revoked.identity.tillId}/revoke`, { body: {} });
  expect(await bring(fileOf(revoked))).toEqual({ taken: 0, known: 0, quarantined: 1 });
  const old = await openTill();
  sell(old);
  await openTill(await office.codeFor(old.identity.tillId));
  expect(await bring(fileOf(old))).toEqual({ taken: 0, known: 0, quarantined: 1 });
  expect(await salesOf(old)).toEqual([]);
});

test('a till without a line writes what waits, the owner imports it, and with the line back nothing is there twice', async () => {
  let hasLine = true;
  await using side = await openTillSide({ nowMs: () => office.clock.nowMs, hasLine: () => hasLine });
  await side.enrol(office.url, await office.code());
  await side.settled();
  hasLine = false;
  const saleIds = [side.sell(), side.sell(), side.sell()];
  const exported = await exportWaiting({
    store: side.store(),
    keychain: keychainFile(join(side.dataDir, 'keys.json')),
    nowMs: () => office.clock.nowMs,
    protocol: PROTOCOL_VERSION,
    dataDir: side.dataDir,
  });
  if (!exported.ok) throw new Error(exported.refusal);
  const [file, ...others] = exported.value.files;
  expect([file?.changes, others]).toEqual([side.status().waiting, []]);
  const text = readFileSync(join(exported.value.folder, file?.name ?? ''), 'utf8');
  expect(await bring(JSON.parse(text))).toMatchObject({ known: 0, quarantined: 0 });
  const stored = async () =>
    (await office.look`select id from sales_orders where id = any(${saleIds}::uuid[])`).map((row) => String(row['id']));
  expect((await stored()).toSorted()).toEqual(saleIds.toSorted());
  hasLine = true;
  side.networkReturns();
  await side.settled();
  expect(side.status().waiting).toBe(0);
  expect(await stored()).toHaveLength(3);
});
