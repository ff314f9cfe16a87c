import { basename } from 'node:path';
import type { z } from 'zod';
import type { Endpoint } from '#shared/api/endpoint.ts';
import { must } from '#shared/base/assert.ts';
import { Fault } from '#shared/base/fault.ts';
import type { Tx } from '../../store/pool.ts';
import { withTenant } from '../../store/tenant-transaction.ts';
import type { ServerDeps } from '../server-deps.ts';
import type { Session } from '../sign-in/session.ts';
import type { Api } from './api.ts';
import { BadInput } from './bad-input.ts';
import { answerOnce } from './idempotency.ts';
import { readAddress } from './read-request.ts';
import { type Caller, type RequestContext, callerOf } from './request-env.ts';
import { type Answered, admit, respond } from './serve.ts';

const FORM = 'multipart/form-data';
const FILE_NAME_LENGTH_MAX = 200;

/** A file as it came; what it is called and of which type it says to be are a person's word. */
export interface Uploaded {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
  readonly fileName: string;
}

/** What the handler of an upload is asked. It looks at the file first, and then answers within one transaction. */
export interface UploadAsked<Params, Query, Data> {
  readonly params: Params;
  readonly query: Query;
  readonly upload: Uploaded;
  readonly session: Session;
  readonly caller: Caller;
  readonly context: RequestContext;
  /** Opens the caller's business; where the same request was answered before, that answer is given and nothing is done. */
  readonly answer: (work: (tx: Tx) => Promise<Answered<Data>>) => Promise<Response>;
}

/** Serves an endpoint that takes a file to people signed in. No transaction is open while the file comes and is looked at. */
export function serveUpload<P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodType, A extends z.ZodType>(
  api: Api,
  endpoint: Endpoint<P, Q, B, A>,
  handle: (asked: UploadAsked<z.output<P>, z.output<Q>, z.input<A>>, deps: ServerDeps) => Promise<Response>,
): void {
  api.add(endpoint, async (context) => {
    const session = await admit(context, api.deps, endpoint);
    const address = readAddress(context, endpoint);
    const upload = await readUpload(context, must(endpoint.upload, 'an upload says what it takes'));
    const answer = (work: (tx: Tx) => Promise<Answered<z.input<A>>>): Promise<Response> =>
      withTenant(api.deps.pool, session.businessId, (tx) =>
        answerOnce({ context, tx, session, nowMs: api.deps.nowMs() }, upload.bytes, async () =>
          respond(context, endpoint, await work(tx)),
        ),
      );
    return handle({ ...address, upload, session, caller: callerOf(context), context, answer }, api.deps);
  });
}

/** Reads the file of a request. @throws {Fault} `unsupported_media` for another type, `too_large`, or BadInput where no file came */
export async function readUpload(context: RequestContext, takes: NonNullable<Endpoint['upload']>): Promise<Uploaded> {
  const mediaType = typeOf(context.req.header('content-type') ?? '');
  if (mediaType !== FORM && !takes.mediaTypes.includes(mediaType)) {
    throw new Fault(
      'unsupported_media',
      `This can’t be taken as “${mediaType || 'nothing'}”. Send the file as ${takes.mediaTypes.join(', ')}, or as the part “file” of a form.`,
    );
  }
  const upload =
    mediaType === FORM ? await filePartOf(context) : { bytes: await rawOf(context), mediaType, fileName: '' };
  if (upload.bytes.length === 0) throw new BadInput([{ field: 'file', message: 'The file is empty. Choose another.' }]);
  if (upload.bytes.length > takes.bytesMax) {
    throw new Fault('too_large', `The file is larger than ${takes.bytesMax / 1024 / 1024} MB. Send a smaller one.`);
  }
  return upload;
}

async function rawOf(context: RequestContext): Promise<Uint8Array> {
  return new Uint8Array(await context.req.arrayBuffer());
}

async function filePartOf(context: RequestContext): Promise<Uploaded> {
  const form = await context.req.formData().catch((cause: unknown) => {
    throw new Fault('malformed', 'The form can’t be read. Send it again as multipart/form-data.', { cause });
  });
  const part = form.get('file');
  if (!(part instanceof File)) {
    throw new BadInput([{ field: 'file', message: 'The form holds no file. Send it as the part “file”.' }]);
  }
  return {
    bytes: new Uint8Array(await part.arrayBuffer()),
    mediaType: typeOf(part.type),
    fileName: basename(part.name.replaceAll('\\', '/'))
      .toWellFormed()
      .replaceAll('\u0000', '')
      .slice(0, FILE_NAME_LENGTH_MAX),
  };
}

function typeOf(contentType: string): string {
  return (contentType.split(';')[0] ?? '').trim().toLowerCase();
}
