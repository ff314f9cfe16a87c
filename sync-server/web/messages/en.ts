import { enAccount } from './en-account.ts';
import { enSales } from './en-sales.ts';
import { enShell } from './en-shell.ts';
import { enStores } from './en-stores.ts';
import { enToday } from './en-today.ts';

/** Every sentence of the owner's web app in English; `_one` and `_other` are the plurals of one sentence. */
export const en = { ...enShell, ...enAccount, ...enToday, ...enSales, ...enStores };
