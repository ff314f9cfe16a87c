/** One value of a column on its way into PostgreSQL. */
export type Cell = string | number | boolean | null;

const SPECIAL = /["\\]/;

function quoted(text: string): string {
  return SPECIAL.test(text) ? `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"` : `"${text}"`;
}

/** Writes a column of values as PostgreSQL reads an array: one parameter carries a whole column of a batch. */
export function arrayLiteral(cells: readonly Cell[]): string {
  const parts = cells.map((cell) => {
    if (cell === null) return 'NULL';
    return typeof cell === 'string' ? quoted(cell) : String(cell);
  });
  return `{${parts.join(',')}}`;
}
