import { MESSAGES, MESSAGE_FAULTS } from './world/faults.ts';

/** How often each fault struck, by its name and its message. */
export type FaultTable = Map<string, number>;

export function countStrikes(table: FaultTable, struck: ReadonlyMap<string, number>): void {
  for (const [name, count] of struck) table.set(name, (table.get(name) ?? 0) + count);
}

/** Faults of messages that never struck. */
export function gapsOf(table: FaultTable): string[] {
  return MESSAGE_FAULTS.flatMap((fault) => MESSAGES.map((message) => `${fault} ${message}`)).filter(
    (name) => !table.has(name),
  );
}

/** Each fault × message, and what struck beside messages. */
export function printTable(table: FaultTable): string {
  const cell = (text: string): string => text.padStart(8);
  const head = ''.padEnd(26) + MESSAGES.map(cell).join('');
  const rows = MESSAGE_FAULTS.map(
    (fault) =>
      fault.padEnd(26) + MESSAGES.map((message) => cell(String(table.get(`${fault} ${message}`) ?? 0))).join(''),
  );
  const others = [...table]
    .filter(([name]) => name.endsWith(' any'))
    .map(([name, count]) => name.slice(0, -' any'.length).padEnd(26) + cell(String(count)));
  return [head, ...rows, ...others.toSorted()].join('\n');
}
