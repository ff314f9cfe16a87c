import { ChartColumn, type LucideIcon, Menu, ReceiptText, Store, Sun } from 'lucide-react';
import { may } from '#shared/people/may.ts';
import type { Permission } from '#shared/people/permissions.ts';
import type { MessageKey } from '../words/words.ts';

/** One area of the app: where it is, what it is called, and who sees it. */
export type Area = {
  readonly to: '/' | '/sales' | '/reports' | '/stores' | '/more';
  readonly icon: LucideIcon;
  readonly words: MessageKey;
  /** Under its icon on a phone. */
  readonly shortWords: MessageKey;
  readonly permission: Permission | null;
  /** Below the line in the side bar. */
  readonly isBelow: boolean;
  readonly isPhoneOnly: boolean;
};

const AREAS: readonly Area[] = [
  {
    to: '/',
    icon: Sun,
    words: 'nav_today',
    shortWords: 'nav_today',
    permission: 'reports.read',
    isBelow: false,
    isPhoneOnly: false,
  },
  {
    to: '/sales',
    icon: ReceiptText,
    words: 'nav_sales',
    shortWords: 'nav_sales',
    permission: 'sales.read',
    isBelow: false,
    isPhoneOnly: false,
  },
  {
    to: '/reports',
    icon: ChartColumn,
    words: 'nav_reports',
    shortWords: 'nav_reports',
    permission: 'reports.read',
    isBelow: false,
    isPhoneOnly: false,
  },
  {
    to: '/stores',
    icon: Store,
    words: 'nav_stores',
    shortWords: 'nav_stores_short',
    permission: 'tills.read',
    isBelow: true,
    isPhoneOnly: false,
  },
  {
    to: '/more',
    icon: Menu,
    words: 'nav_more',
    shortWords: 'nav_more',
    permission: null,
    isBelow: true,
    isPhoneOnly: true,
  },
];

/** The areas that these permissions open. */
export function areasFor(permissions: readonly string[]): readonly Area[] {
  return AREAS.filter(({ permission }) => permission === null || may(permissions, permission));
}
