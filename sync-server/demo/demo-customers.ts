import type { Id } from '#shared/base/ids.ts';
import type { RecordEdit } from '#shared/changes/record-edits.ts';
import type { Seeded } from './seeded.ts';

const NAMES = [
  'Mrs Bisi Ogunleye',
  'Mr Emeka Nwosu',
  'Hajia Zainab Sani',
  'Pastor Samuel Oladipo',
  'Ngozi Eneh',
  'Kelechi Obi',
  'Mama Tobi',
  'Alhaji Ibrahim Lawal',
  'Funke Adebayo',
  'Uche Okonkwo',
  'Sade Williams',
  'Dr Amaka Igwe',
  'Segun Martins',
  'Halima Yusuf',
  'Chinedu Okeke',
  'Mrs Grace Effiong',
  'Wale Ajayi',
  'Ronke Salami',
  'Danjuma Musa',
  'Peace Akpan',
  'Iya Basira Canteen',
  'Bright Stars Nursery School',
  'Olu & Sons Block Works',
  'Mrs Titi Coker',
];

export type DemoCustomer = { readonly id: Id; readonly name: string };

/** People who come back: some with an account, two of them businesses. */
export function demoCustomers(
  random: Seeded,
  atMs: number,
): { readonly customers: readonly DemoCustomer[]; readonly edits: readonly RecordEdit[] } {
  const customers = NAMES.map((name) => ({ id: random.id(atMs), name }));
  const edits = customers.map((customer, index): RecordEdit => ({
    kind: 'customer',
    id: customer.id,
    op: 'put',
    fields: {
      name: customer.name,
      phone: `080${3 + (index % 6)}555${String(142 + index * 37).padStart(4, '0')}`,
      email: '',
      taxId: '',
      creditLimitMinor: index % 4 === 0 ? 5_000_000 : 0,
      priceListId: null,
      taxExempt: false,
      consent: index % 3 === 0,
      isActive: true,
    },
  }));
  return { customers, edits };
}
