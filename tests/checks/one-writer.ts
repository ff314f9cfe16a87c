/** Who may write a table of the server that others only read: folders of the server, by table. */
interface Guard {
  readonly tables: RegExp;
  readonly writers: readonly string[];
}

const APPLY = 'sync-server/sync/apply/';

const GUARDS: readonly Guard[] = [
  {
    tables:
      /^(sales_orders|sales_order_items|sales_order_item_taxes|payments|stock_movements|stock_receipts|stock_transfers|stock_transfer_lines|stock_transfer_receipts|stock_transfer_receipt_lines|stock_counts|stock_count_lines|inventory|customer_ledger|customer_balances|credits|credit_ledger|shifts|cash_movements|expenses|expense_corrections)$/,
    writers: [APPLY],
  },
  { tables: /^(changes|feed|business_feed|feed_marks)$/, writers: ['sync-server/sync/'] },
  // Reports own the command that recomputes rollups from the facts.
  { tables: /(^rollup|_rollups?$)/, writers: [APPLY, 'sync-server/reports/'] },
];

const SQL_WRITE =
  /\b(?:insert\s+into|update(?!\s+set\b)|delete\s+from|truncate(?:\s+table)?)\s+(?:only\s+)?"?([a-z_]+)/gi;
const BUILDER_WRITE = /\.(?:insert|update|delete)\(\s*(?:\w+\.)?([a-z]\w+)\s*\)/g;

/** Names every write of a guarded table in a file that isn't its writer. */
export function foreignWrites(path: string, text: string): readonly string[] {
  const inSql = [...text.matchAll(SQL_WRITE)].map((found) => found[1] ?? '');
  const inBuilders = [...text.matchAll(BUILDER_WRITE)].map((found) => snakeCase(found[1] ?? ''));
  return [...new Set([...inSql, ...inBuilders])].flatMap((table) => {
    const guard = GUARDS.find(({ tables }) => tables.test(table));
    if (guard === undefined || guard.writers.some((folder) => path.startsWith(folder))) return [];
    return [`${path} writes ${table}: only ${guard.writers.join(' and ')} may`];
  });
}

function snakeCase(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
