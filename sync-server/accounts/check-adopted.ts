import { TIME_ZONE_WANTED, isTimeZone } from '#shared/base/time-zone.ts';
import { RECORD_KINDS, SERVER_ONLY_KINDS } from '#shared/changes/record-kinds.ts';
import type { AdoptRequest } from '#shared/sync/join.ts';
import { BadInput } from '../platform/http/bad-input.ts';

const KINDS = new Set<string>(SERVER_ONLY_KINDS);

/**
 * Holds what a till hands over against itself: one business, one store, this till, and people with roles that are there, one of
 * them the owner.
 *
 * @throws {BadInput}
 */
export function checkAdopted(asked: AdoptRequest): void {
  const faults = faultsOf(asked).map((message) => ({ field: 'records', message }));
  if (faults.length > 0) throw new BadInput(faults);
}

function faultsOf({ till, ownerId, records }: AdoptRequest): string[] {
  const of = (kind: AdoptRequest['records'][number]['kind']) => records.filter((record) => record.kind === kind);
  const faults: string[] = [];
  const requireOne = (kind: 'business' | 'store' | 'till', id: string): void => {
    const found = of(kind);
    if (found.length !== 1 || found[0]?.id !== id) faults.push(`Exactly one ${kind} is handed over, the till’s own.`);
  };
  requireOne('business', till.businessId);
  requireOne('store', till.storeId);
  requireOne('till', till.tillId);
  if (records.some(({ kind }) => !KINDS.has(kind)))
    faults.push('Only people and settings are handed over; the rest is pushed.');
  if (new Set(records.map(({ id }) => id)).size < records.length) faults.push('An id stands for one record.');
  const roles = new Map(of('role').map(({ id, fields }) => [id, RECORD_KINDS.role.parse(fields)]));
  const staff = of('staff').map(({ id, fields }) => ({ id, ...RECORD_KINDS.staff.parse(fields) }));
  if (staff.some(({ roleId }) => !roles.has(roleId))) faults.push('Everybody’s role is handed over too.');
  const owner = staff.find(({ id }) => id === ownerId);
  if (roles.get(owner?.roleId ?? '')?.permissions.includes('*') !== true) faults.push('The owner may do everything.');
  const zones = [...of('business'), ...of('store')].map(({ fields }) => fields['timeZone']);
  if (!zones.every((zone) => typeof zone === 'string' && isTimeZone(zone))) faults.push(TIME_ZONE_WANTED);
  if (of('till').some(({ fields }) => fields['storeId'] !== till.storeId)) faults.push('The till stands in its store.');
  return faults;
}
