/** Who and where the demo business is. Ids are fixed, so that a second load finds the first. */
export const DEMO_BUSINESS = {
  id: '019a0000-0000-7000-8000-000000000001',
  name: 'Adeyemi Superstores',
  email: 'owner@adeyemi.example',
  phone: '0802 555 0199',
  address: '14 Adeniran Ogunsanya Street',
  city: 'Surulere',
  state: 'Lagos',
  country: 'NG',
  currency: 'NGN',
  locale: 'en-NG',
  timeZone: 'Africa/Lagos',
  dayStartMinutes: 0,
  taxId: '20481937-0001',
  pricesIncludeTax: true,
  cashRoundingMinor: 500,
} as const;

export const DEMO_STORES = [
  {
    id: '019a0000-0000-7000-8000-000000000011',
    name: 'Surulere',
    code: 'SUR',
    address: '14 Adeniran Ogunsanya Street, Surulere, Lagos',
    phone: '0802 555 0199',
  },
  {
    id: '019a0000-0000-7000-8000-000000000012',
    name: 'Yaba',
    code: 'YAB',
    address: '62 Herbert Macaulay Way, Yaba, Lagos',
    phone: '0802 555 0174',
  },
] as const;

export const DEMO_TILLS = [
  {
    id: '019a0000-0000-7000-8000-000000000021',
    storeId: DEMO_STORES[0].id,
    storeCode: 'SUR',
    name: 'Till 1',
    code: '1',
  },
  {
    id: '019a0000-0000-7000-8000-000000000022',
    storeId: DEMO_STORES[0].id,
    storeCode: 'SUR',
    name: 'Till 2',
    code: '2',
  },
  {
    id: '019a0000-0000-7000-8000-000000000023',
    storeId: DEMO_STORES[1].id,
    storeCode: 'YAB',
    name: 'Till 1',
    code: '1',
  },
] as const;

/** The demo's people. PINs and the password are printed at the start: this shop is for looking round. */
export const DEMO_STAFF = [
  {
    id: '019a0000-0000-7000-8000-000000000031',
    fullName: 'Folake Adeyemi',
    roleKey: 'owner',
    email: 'owner@adeyemi.example',
    pin: '482913',
    storeIds: [],
  },
  {
    id: '019a0000-0000-7000-8000-000000000032',
    fullName: 'Tunde Bakare',
    roleKey: 'manager',
    email: 'tunde@adeyemi.example',
    pin: '730164',
    storeIds: [],
  },
  {
    id: '019a0000-0000-7000-8000-000000000033',
    fullName: 'Chiamaka Okafor',
    roleKey: 'sales_clerk',
    email: 'chiamaka@adeyemi.example',
    pin: '2580',
    storeIds: [DEMO_STORES[0].id],
  },
  {
    id: '019a0000-0000-7000-8000-000000000034',
    fullName: 'Aisha Bello',
    roleKey: 'sales_clerk',
    email: 'aisha@adeyemi.example',
    pin: '1470',
    storeIds: [DEMO_STORES[0].id],
  },
  {
    id: '019a0000-0000-7000-8000-000000000035',
    fullName: 'Ifeanyi Eze',
    roleKey: 'sales_clerk',
    email: 'ifeanyi@adeyemi.example',
    pin: '3690',
    storeIds: [DEMO_STORES[1].id],
  },
] as const;

export const DEMO_PASSWORD = 'avocado-toast-at-six';
