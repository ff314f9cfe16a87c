import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesUnder, lineOf, nodesOf, repositoryFolder } from './source-tree.ts';
import type { SourceFile, SyntaxNode } from './source-tree.ts';

/** One piece of SQL as it stands in the source: the text of a template or a string, its holes left out. */
export interface SqlText {
  readonly path: string;
  readonly line: number;
  readonly text: string;
}

/** What only sync/apply writes: facts, levels, ledgers, rollups and the feed. */
export const WRITTEN_BY_APPLY =
  /^(changes|feed|inventory|sales_|payments|payment_|stock_|shifts|cash_movements|expenses|expense_corrections|customer_|credits|credit_ledger|rollup_|till_journal|receipt_series)/;

/** The tables that hold rows of businesses, as the migrations guard them. */
export function tenantTables(): ReadonlySet<string> {
  const names = filesUnder('migrations/server').flatMap((path) => {
    const text = readFileSync(join(repositoryFolder, path), 'utf8');
    return [...text.matchAll(/guard_tenant_table\('([a-z_]+)'/g)].map(([, name]) => name ?? '');
  });
  return new Set(names);
}

/** Every text of a file that reads or writes a table. */
export function sqlOf({ path, text, program }: SourceFile): readonly SqlText[] {
  return nodesOf(program)
    .map((node) => ({ path, line: lineOf(text, node.start), text: textOf(node, text) }))
    .filter((one) => tablesOf(one.text).length > 0);
}

/** The tables that a piece of SQL names, and whether it writes them. */
export function tablesOf(sql: string): readonly { name: string; isWritten: boolean }[] {
  return [...sql.matchAll(/\b(from|join|insert into|update|delete from)\s+([a-z_]+)\b/g)].map(([, verb, name]) => ({
    name: name ?? '',
    isWritten: verb !== 'from' && verb !== 'join',
  }));
}

function textOf(node: SyntaxNode, source: string): string {
  if (node.type !== 'TemplateLiteral')
    return node.type === 'Literal' && typeof node['value'] === 'string' ? node['value'] : '';
  return source.slice(node.start, node.end);
}
