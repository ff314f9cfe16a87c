import type { Id } from '#shared/base/ids.ts';
import type { ServerDeps } from '../server-deps.ts';
import { paperName, randomName } from './file-names.ts';
import type { Kept } from './keep-during.ts';
import { reencodePicture } from './reencode-picture.ts';

const PDF_BEGINNING = '%PDF-';
/** The beginning of a PDF may stand a little into the file. */
const PDF_WITHIN_BYTES = 1024;
const REFERENCE = /^[0-9a-f]{32}\.(webp|pdf)$/;
const MEDIA_TYPES = { webp: 'image/webp', pdf: 'application/pdf' } as const;

/**
 * Keeps a paper of one business: a picture (made anew from its pixels) or a PDF (as it came). What goes into the record is
 * `reference`, such as `0f3c….webp`.
 *
 * @throws {BadInput} where the bytes are neither, {Fault} `unavailable` where the store can't take them
 */
export async function keepPaper(
  deps: Pick<ServerDeps, 'files' | 'randomBytes'>,
  businessId: Id,
  bytes: Uint8Array,
): Promise<Kept> {
  const random = randomName(deps.randomBytes);
  const isPdf = Buffer.from(bytes.subarray(0, PDF_WITHIN_BYTES)).includes(PDF_BEGINNING);
  const kept = isPdf ? bytes : ((await reencodePicture(bytes, ['l'])).get('l') ?? bytes);
  const reference = `${random}.${isPdf ? 'pdf' : 'webp'}`;
  const name = paperName(businessId, reference);
  await deps.files.put(name, kept);
  return { reference, names: [name] };
}

/** A paper that this business kept, or null: also for one of another business. */
export async function readPaper(
  deps: Pick<ServerDeps, 'files'>,
  businessId: Id,
  reference: string,
): Promise<{ readonly bytes: Uint8Array; readonly mediaType: string; readonly fileName: string } | null> {
  const [, ending] = REFERENCE.exec(reference) ?? [];
  if (ending !== 'webp' && ending !== 'pdf') return null;
  const bytes = await deps.files.get(paperName(businessId, reference));
  return bytes === null ? null : { bytes, mediaType: MEDIA_TYPES[ending], fileName: reference };
}
