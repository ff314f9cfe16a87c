import { hash } from 'bcrypt';
import type { z } from 'zod';
import type { Id, MakeId } from '#shared/base/ids.ts';
import { minor } from '#shared/base/money.ts';
import { accept, refuse } from '#shared/base/outcome.ts';
import { isTimeZone } from '#shared/base/time-zone.ts';
import type { RecordEdit } from '#shared/changes/record-edits.ts';
import { pinFault } from '#shared/people/pin-fault.ts';
import { SYSTEM_ROLES, SYSTEM_ROLE_KEYS } from '#shared/people/system-roles.ts';
import { SYNC_CLASSES } from '#shared/sync/classes.ts';
import { tillStartAloneCall } from '#shared/till-calls/alone-calls.ts';
import { keepPin } from '../staff/save-staff.ts';
import { appendChange } from '../store/append-change.ts';
import type { TillCore } from '../store/call-context.ts';
import { type Handler, tillWrite } from '../store/handler.ts';
import type { Reader, Writer } from '../store/till-tables.ts';
import type { SyncDeps } from './sync-deps.ts';
import { ensureTillKey } from './till-key.ts';
import type { TillState } from './till-state.ts';

type Shop = z.output<typeof tillStartAloneCall.input>;
type Ids = {
  readonly businessId: Id;
  readonly storeId: Id;
  readonly tillId: Id;
  readonly ownerId: Id;
  readonly tillCode: string;
};

const ROUNDS = 10;
const FIRST_SERIES = 'A';
/** The server counts its tills' codes in digits, so that no receipt of a till alone has the number of one of them. */
const CODE_LETTERS = 'BCDFGHJKLMNPQRSTVWXZ';
const CODE_LENGTH = 4;

/**
 * Begins a shop on this machine: its records are made here, logged under epoch 0 as everything else will be, and the till
 * sells. Its key is made first, since one day it speaks for all of this.
 */
export function startAlone(deps: SyncDeps, stateOf: (reader: Reader) => TillState): Handler {
  return {
    call: tillStartAloneCall,
    run: async (core, arrival) => {
      const pin = tillStartAloneCall.input.safeParse(arrival.input).data?.pin;
      const pinHash = pin === undefined ? '' : await hash(pin, ROUNDS);
      return beginning(deps, core, { pinHash, stateOf }).run(core, arrival);
    },
  };
}

function beginning(
  deps: SyncDeps,
  core: TillCore,
  { pinHash, stateOf }: { readonly pinHash: string; readonly stateOf: (reader: Reader) => TillState },
): Handler {
  return tillWrite(
    tillStartAloneCall,
    (context, writer, shop) => {
      if (writer.meta.identity() !== null) return refuse('till_already_enrolled');
      if (!isTimeZone(shop.timeZone)) return refuse('time_zone_unknown');
      if (pinFault(shop.pin, SYSTEM_ROLES.owner.permissions) !== undefined) return refuse('pin_weak');
      const ids = makeIds(core.newId);
      begin(writer, shop, { ...ids, epoch: `0-${randomHex(core.newId)}` });
      appendChange(writer, core.changes, {
        type: 'record.changed',
        entityId: ids.businessId,
        actorId: ids.ownerId,
        payload: { records: firstRecords(shop, ids, core.newId) },
      });
      keepPin(writer, ids.ownerId, pinHash);
      for (const topic of ['till', 'staff', 'catalogue', 'sync'] as const) context.touched(topic);
      return accept(stateOf(writer));
    },
    async () => {
      await ensureTillKey(deps.keychain);
      return accept(null);
    },
  );
}

/** Whose till this is, from now on; nothing is anywhere else, so every class is whole. */
function begin(writer: Writer, shop: Shop, made: Ids & { readonly epoch: string }): void {
  const { businessId, storeId, tillId, tillCode, epoch } = made;
  writer.meta.setIdentity({
    businessId,
    businessName: shop.businessName,
    storeId,
    storeCode: shop.storeCode,
    storeName: shop.storeName,
    tillId,
    tillCode,
    tillName: FIRST_TILL_NAME,
    timeZone: shop.timeZone,
    currency: shop.currency,
    officeUrl: '',
  });
  writer.meta.setEpoch({ epoch, series: FIRST_SERIES, certificate: '', previousHash: '' });
  for (const name of SYNC_CLASSES)
    writer.sync.putMark({
      class: name,
      isComplete: true,
      completeThroughEpoch: null,
      completeThroughSeq: 0,
      quarantined: [],
      rowCount: 0,
    });
  writer.shop.forget();
}

const FIRST_TILL_NAME = 'Till 1';

function firstRecords(shop: Shop, ids: Ids, newId: MakeId): RecordEdit[] {
  const roles = SYSTEM_ROLE_KEYS.map((key) => ({ key, id: newId() }));
  const put = (kind: RecordEdit['kind'], id: Id, fields: RecordEdit['fields']): RecordEdit => ({
    kind,
    id,
    op: 'put',
    fields,
  });
  const { country, currency, locale, timeZone, pricesIncludeTax, tax } = shop;
  const noPlace = { address: '', phone: '' };
  return [
    put('business', ids.businessId, {
      name: shop.businessName,
      email: '',
      ...noPlace,
      city: '',
      state: '',
      country,
      currency,
      locale,
      timeZone,
      dayStartMinutes: 0,
      taxId: '',
      logoUrl: null,
      pricesIncludeTax,
      cashRoundingMinor: minor(0),
    }),
    put('store', ids.storeId, {
      name: shop.storeName,
      code: shop.storeCode,
      ...noPlace,
      timeZone,
      managerId: null,
      receiptHeader: shop.businessName,
      receiptFooter: '',
      isActive: true,
    }),
    put('till', ids.tillId, { storeId: ids.storeId, name: FIRST_TILL_NAME, code: ids.tillCode, status: 'active' }),
    ...roles.map(({ key, id }) => put('role', id, { ...SYSTEM_ROLES[key], limits: { ...SYSTEM_ROLES[key].limits } })),
    put('staff', ids.ownerId, {
      fullName: shop.ownerName,
      roleId: roles.find(({ key }) => key === 'owner')?.id ?? ids.ownerId,
      storeIds: [],
      pinHash: null,
      pinLength: shop.pin.length,
      isActive: true,
    }),
    ...(tax === null ? [] : [put('tax_rate', newId(), { ...tax, inclusive: pricesIncludeTax, validFromMs: 0 })]),
  ];
}

function makeIds(newId: MakeId): Ids {
  const digits = randomHex(newId);
  const letters = Array.from({ length: CODE_LENGTH }, (_, at) => {
    const byte = Number.parseInt(digits.slice(2 * at + 7, 2 * at + 9), 16);
    return CODE_LETTERS.charAt(byte % CODE_LETTERS.length);
  });
  return { businessId: newId(), storeId: newId(), tillId: newId(), ownerId: newId(), tillCode: letters.join('') };
}

/** The last sixteen digits of an id, which are random but for two bits. */
function randomHex(newId: MakeId): string {
  return newId().replaceAll('-', '').slice(-16);
}
