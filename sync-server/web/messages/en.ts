import type { enAccount } from './en-account.ts';
import type { enSales } from './en-sales.ts';
import type { enShell } from './en-shell.ts';
import type { enStores } from './en-stores.ts';
import type { enToday } from './en-today.ts';

/** Every sentence of the owner's web app; `_one` and `_other` are the plurals of one sentence. English is the measure of all. */
export type Catalogue = typeof enShell & typeof enAccount & typeof enToday & typeof enSales & typeof enStores;
