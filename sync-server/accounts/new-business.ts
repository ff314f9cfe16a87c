import type { z } from 'zod';
import type { registerEndpoint } from '#shared/api/auth-endpoints.ts';
import type { Id, MakeId } from '#shared/base/ids.ts';
import { ZERO_MINOR } from '#shared/base/money.ts';
import type { RecordEdit } from '#shared/changes/record-edits.ts';
import type { BusinessFields } from '#shared/people/business-records.ts';
import { SYSTEM_ROLES, SYSTEM_ROLE_KEYS } from '#shared/people/system-roles.ts';
import type { StaffFields } from '#shared/people/people-records.ts';

/** The records that a business begins with: itself, its roles and its owner. */
export function newBusinessRecords(
  asked: z.output<typeof registerEndpoint.body>,
  ids: { readonly businessId: Id; readonly ownerId: Id },
  makeId: MakeId,
): readonly RecordEdit[] {
  const business: BusinessFields = {
    name: asked.businessName,
    email: asked.email,
    phone: asked.phone,
    address: '',
    city: '',
    state: '',
    country: asked.country,
    currency: asked.currency,
    locale: asked.locale,
    timeZone: asked.timeZone,
    dayStartMinutes: 0,
    taxId: '',
    logoUrl: null,
    pricesIncludeTax: true,
    cashRoundingMinor: ZERO_MINOR,
  };
  const roles = SYSTEM_ROLE_KEYS.map((key) => ({ key, id: makeId() }));
  const ownerRole = roles.find(({ key }) => key === 'owner');
  const owner: StaffFields = {
    fullName: asked.fullName,
    roleId: ownerRole?.id ?? ids.ownerId,
    storeIds: [],
    pinHash: null,
    pinLength: null,
    isActive: true,
  };
  return [
    { kind: 'business', id: ids.businessId, op: 'put', fields: business },
    ...roles.map(({ key, id }): RecordEdit => ({ kind: 'role', id, op: 'put', fields: SYSTEM_ROLES[key] })),
    { kind: 'staff', id: ids.ownerId, op: 'put', fields: owner },
  ];
}
