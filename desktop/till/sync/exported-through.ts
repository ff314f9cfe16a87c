import { z } from 'zod';
import type { Reader, Writer } from '../store/till-tables.ts';
import { nextBatch } from './push-batch.ts';

const KEY = 'exported_through';
const markSchema = z.object({ epoch: z.string(), seq: z.number().int() });

/** Up to where a person took the till's changes along in files. */
export function noteExported(writer: Writer, mark: z.infer<typeof markSchema>): void {
  writer.meta.set(KEY, JSON.stringify(mark));
}

/** Whether every change that waits here also lies in a file that was exported. */
export function isExported(reader: Reader): boolean {
  const text = reader.meta.get(KEY);
  if (text === null) return false;
  const { epoch, seq } = markSchema.parse(JSON.parse(text));
  return reader.meta.epoch()?.epoch === epoch && nextBatch(reader, 1, seq + 1) === null;
}
