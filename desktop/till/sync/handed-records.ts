import type { RecordKind } from '#shared/changes/record-kinds.ts';
import type { AloneTill, HandedRecord } from '#shared/sync/join.ts';
import { must } from '#shared/base/assert.ts';
import type { Reader } from '../store/till-tables.ts';

/** The till by the ids that it made for itself. */
export function aloneTillOf(reader: Reader): AloneTill {
  const { businessId, storeId, tillId } = must(reader.meta.identity(), 'a till that hands over is one');
  const { epoch, series } = must(reader.meta.epoch(), 'a till that is alone has an epoch');
  return { businessId, storeId, tillId, epoch, series };
}

/** Records as they are now. Verifiers of PINs go along only to a business that has these people from here. */
export function handedRecords(reader: Reader, kinds: readonly RecordKind[], withPins: boolean): HandedRecord[] {
  return kinds.flatMap((kind) =>
    reader.records.idsOf(kind).map((id): HandedRecord => {
      const { fields } = must(reader.records.get(kind, id), 'a record that was just listed');
      const isNameOnly = kind === 'staff' && !withPins;
      return { kind, id, fields: isNameOnly ? { ...fields, pinHash: null, pinLength: null } : { ...fields } };
    }),
  );
}
