import { type Outcome, accept } from '#shared/base/outcome.ts';
import type { Change } from '#shared/changes/change-body.ts';
import { type ParseRefusal, parseChange } from '#shared/changes/parse-change.ts';
import { readAloneChange } from '#shared/sync/aliases.ts';
import type { Reader } from './till-tables.ts';

/** Reads one of the till's own bodies as its rows are written: of the time when it was alone, with the business's ids. */
export function readOwnBody(reader: Pick<Reader, 'aliases'>, body: string): Outcome<Change, ParseRefusal> {
  const aliases = reader.aliases.all();
  if (aliases.size === 0) return parseChange(body);
  const read = readAloneChange(body, aliases);
  return read.ok ? accept(read.value.change) : read;
}
