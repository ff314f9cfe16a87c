/** Where an import may lead: the table "Who may import whom" as data. */
export interface Room {
  readonly folder: string;
  /** The name of the room in imports from elsewhere, without `#`. */
  readonly alias: string;
  /** Folders it may import besides itself. */
  readonly mayImport: readonly string[];
  /**
   * The order of the things in it: each may import what stands left of it. A thing of one slot that is
   * a list stands side by side with its neighbours, and they do not import each other.
   */
  readonly order: readonly (string | readonly string[])[];
  /** The only packages it may name; where it is left out, all that the other rules allow. */
  readonly packages?: readonly string[];
}

const SHARED = ['shared'];

/** Longer folders first, so that the first that fits is the room of a file. */
export const ROOMS: readonly Room[] = [
  {
    folder: 'shared/ui',
    alias: 'shared/ui',
    mayImport: ['shared/base'],
    order: [],
    packages: ['react', 'react-dom', 'react-aria-components', 'lucide-react'],
  },
  {
    folder: 'shared',
    alias: 'shared',
    mayImport: [],
    order: [
      'base',
      'catalogue',
      'people',
      'sale',
      'stock',
      'drawer',
      'credit',
      'receipt',
      'changes',
      'sync',
      'till-calls',
      'api',
    ],
    packages: ['zod'],
  },
  {
    folder: 'desktop/till',
    alias: 'till',
    mayImport: SHARED,
    order: [
      'ports',
      'store',
      'staff',
      'catalogue',
      'stock',
      'customers',
      'drawer',
      'sale',
      'receipt',
      'sync',
      'till.ts',
    ],
  },
  { folder: 'desktop/devices', alias: 'devices', mayImport: [...SHARED, 'desktop/till/ports'], order: [] },
  {
    folder: 'desktop/host-loopback',
    alias: 'host-loopback',
    mayImport: [...SHARED, 'desktop/till', 'desktop/devices'],
    order: [],
  },
  {
    folder: 'desktop/host-electron',
    alias: 'host-electron',
    mayImport: [...SHARED, 'desktop/till', 'desktop/devices'],
    order: [],
  },
  {
    folder: 'desktop/screens',
    alias: 'screens',
    mayImport: [...SHARED, 'shared/ui'],
    order: [
      'words',
      'till-client',
      'parts',
      'scanner',
      [
        'first-run',
        'sign-in',
        'sell',
        'tender',
        'returns',
        'drawer',
        'stock',
        'customers',
        'credits',
        'promised',
        'settings',
        'sync',
        'joining',
        'receipt',
        'parked',
        'products',
        'people',
      ],
      'app',
    ],
  },
  { folder: 'sync-server/web', alias: 'web', mayImport: [...SHARED, 'shared/ui'], order: [] },
  {
    folder: 'sync-server',
    alias: 'server',
    mayImport: SHARED,
    order: [
      'config.ts',
      'store',
      'platform',
      'sync',
      [
        'accounts',
        'stores',
        'products',
        'inventory',
        'sales',
        'customers',
        'suppliers',
        'expenses',
        'notifications',
        'billing',
        'audit',
      ],
      'reports',
      'demo',
      'server.ts',
      'db',
      'nightly',
      'shop',
      'main.ts',
      'openapi-main.ts',
    ],
  },
  { folder: 'tests', alias: 'tests', mayImport: ['shared', 'shared/ui', 'desktop', 'sync-server'], order: [] },
];

/** Packages that only the named folders may say. */
export const PACKAGE_HOMES: Readonly<Record<string, readonly string[]>> = {
  electron: ['desktop/host-electron'],
  'better-sqlite3': ['desktop/till/store'],
  react: ['shared/ui', 'desktop/screens', 'sync-server/web'],
  'react-dom': ['shared/ui', 'desktop/screens', 'sync-server/web'],
  'react-aria-components': ['shared/ui', 'desktop/screens', 'sync-server/web'],
};
