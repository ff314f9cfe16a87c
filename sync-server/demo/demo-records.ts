import { hash } from 'bcrypt';
import { must } from '#shared/base/assert.ts';
import type { Id } from '#shared/base/ids.ts';
import { minor } from '#shared/base/money.ts';
import type { RecordEdit } from '#shared/changes/record-edits.ts';
import { SYSTEM_ROLES, SYSTEM_ROLE_KEYS } from '#shared/people/system-roles.ts';
import { DEMO_BUSINESS, DEMO_STAFF, DEMO_STORES, DEMO_TILLS } from './demo-business.ts';
import type { Seeded } from './seeded.ts';

const PIN_ROUNDS = 10;

function businessEdits(): readonly RecordEdit[] {
  const { id, ...fields } = DEMO_BUSINESS;
  return [
    { kind: 'business', id, op: 'put', fields: { ...fields, logoUrl: null } },
    ...DEMO_STORES.map((store): RecordEdit => ({
      kind: 'store',
      id: store.id,
      op: 'put',
      fields: {
        name: store.name,
        code: store.code,
        address: store.address,
        phone: store.phone,
        timeZone: DEMO_BUSINESS.timeZone,
        managerId: DEMO_STAFF[1].id,
        receiptHeader: '',
        receiptFooter: 'Goods come back within 7 days with this receipt. Frozen food does not.\nThank you. Ẹ ṣé o.',
        isActive: true,
      },
    })),
    ...DEMO_TILLS.map((till): RecordEdit => ({
      kind: 'till',
      id: till.id,
      op: 'put',
      fields: { storeId: till.storeId, name: till.name, code: till.code, status: 'active' },
    })),
  ];
}

async function staffEdits(random: Seeded, atMs: number): Promise<readonly RecordEdit[]> {
  const roleIds = new Map<string, Id>(SYSTEM_ROLE_KEYS.map((key) => [key, random.id(atMs)]));
  const roles = SYSTEM_ROLE_KEYS.map((key): RecordEdit => ({
    kind: 'role',
    id: must(roleIds.get(key), 'each role has an id'),
    op: 'put',
    fields: SYSTEM_ROLES[key],
  }));
  const staff = await Promise.all(
    DEMO_STAFF.map(async (person): Promise<RecordEdit> => ({
      kind: 'staff',
      id: person.id,
      op: 'put',
      fields: {
        fullName: person.fullName,
        roleId: must(roleIds.get(person.roleKey), 'the demo knows its roles'),
        storeIds: [...person.storeIds],
        pinHash: await hash(person.pin, PIN_ROUNDS),
        pinLength: person.pin.length,
        isActive: true,
      },
    })),
  );
  return [...roles, ...staff];
}

function settingEdits(random: Seeded, atMs: number): readonly RecordEdit[] {
  const setting = (key: string, value: number): RecordEdit => ({
    kind: 'setting',
    id: random.id(atMs),
    op: 'put',
    fields: { storeId: null, key, value },
  });
  return [
    setting('pending_transfer_limit_minor', minor(2_000_000)),
    setting('shift_variance_reason_minor', minor(50_000)),
    setting('refund_days', 7),
  ];
}

/** The demo's business, stores, tills, roles, people and settings. */
export async function demoRecords(random: Seeded, atMs: number): Promise<readonly RecordEdit[]> {
  return [...businessEdits(), ...(await staffEdits(random, atMs)), ...settingEdits(random, atMs)];
}
