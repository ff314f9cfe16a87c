import type { z } from 'zod';
import type { Endpoint } from '#shared/api/endpoint.ts';
import type { PageMeta } from '#shared/api/envelope.ts';
import { Fault } from '#shared/base/fault.ts';
import type { Id } from '#shared/base/ids.ts';
import { readTenant, withTenant } from '../../store/tenant-transaction.ts';
import type { Tx } from '../../store/pool.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { type Session, findSession, requirePermission } from '../sign-in/session.ts';
import { verifyAccessToken } from '../sign-in/access-token.ts';
import { readReport } from '../replica/read-report.ts';
import type { ServerDeps } from '../server-deps.ts';
import type { Api } from './api.ts';
import { etagOf, requireIfMatch } from './etag.ts';
import { answerOnce } from './idempotency.ts';
import { type ReadRequest, readRequest } from './read-request.ts';
import { type Caller, type RequestContext, callerOf } from './request-env.ts';
import { spend } from './spend.ts';

/** What a handler is asked: everything validated, and the caller's business open in one transaction. */
export interface Asked<Params, Query, Body> extends ReadRequest<Params, Query, Body> {
  readonly tx: Tx;
  readonly session: Session;
  readonly caller: Caller;
  readonly context: RequestContext;
  /** Refuses an edit of a version that somebody has changed since; call it with what stands now, under its lock. */
  readonly checkVersion: (current: unknown) => void;
}

/** An answer that is a file; its name is ASCII. */
export interface AnsweredFile {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly mediaType: string;
  readonly fileName: string;
}

/** What it answers. `version` is what the ETag is made of where that isn't all of `data`. */
export interface Answered<Data> {
  readonly data: Data;
  readonly meta?: PageMeta;
  readonly message?: string;
  readonly version?: unknown;
  /** Sent instead of the envelope, by an endpoint that says so in `alsoAs`. */
  readonly file?: AnsweredFile;
}

/** Serves an endpoint to people signed in: session, permission, limits, input, one transaction, the envelope. */
export function serve<P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodType, A extends z.ZodType>(
  api: Api,
  endpoint: Endpoint<P, Q, B, A>,
  handle: (asked: Asked<z.output<P>, z.output<Q>, z.output<B>>, deps: ServerDeps) => Promise<Answered<z.input<A>>>,
): void {
  api.add(endpoint, async (context) => {
    const session = await admit(context, api.deps, endpoint);
    const read = await readRequest(context, endpoint);
    const checkVersion = versionCheckOf(context, endpoint);
    return inTransaction(api.deps, session.businessId, endpoint, (tx) => {
      const answer = async (): Promise<Response> =>
        respond(
          context,
          endpoint,
          await handle({ ...read, tx, session, context, caller: callerOf(context), checkVersion }, api.deps),
        );
      const { isSecret = false } = endpoint;
      return endpoint.method === 'post'
        ? answerOnce({ context, tx, session, nowMs: api.deps.nowMs(), isSecret }, read.bodyText, answer)
        : answer();
    });
  });
}

/** Who asks, once budget and right are checked. @throws {Fault} `not_signed_in`, `too_many_requests`, `forbidden` */
export async function admit(context: RequestContext, deps: ServerDeps, endpoint: Endpoint): Promise<Session> {
  const session = await sessionOf(context, deps);
  await spend(context, deps.budgets, endpoint, session.userId);
  await requireRight(context, deps, session, endpoint);
  return session;
}

/** @throws {Fault} `version_required` where an edit of what is versioned names none */
function versionCheckOf(context: RequestContext, endpoint: Endpoint): (current: unknown) => void {
  const ifMatch = endpoint.isVersioned === true && endpoint.method === 'put' ? requireIfMatch(context) : null;
  return (current) => {
    const shown = endpoint.answer.safeParse(current);
    if (ifMatch === null || ifMatch === '*' || ifMatch === etagOf(shown.success ? shown.data : current)) return;
    throw new Fault('stale_version', 'Somebody changed this since you opened it. Open it again and repeat the edit.');
  };
}

/** Reading sees one snapshot and may not write; each kind of work has its time. */
function inTransaction(
  deps: ServerDeps,
  businessId: Id,
  { method, area }: Pick<Endpoint, 'method' | 'area'>,
  work: (tx: Tx) => Promise<Response>,
): Promise<Response> {
  if (method !== 'get') return withTenant(deps.pool, businessId, work);
  return area === 'reports' ? readReport(deps, businessId, work) : readTenant(deps.pool, businessId, work);
}

/** Serves an endpoint to anybody; the handler opens its own transactions, since no business is known yet. */
export function servePublic<P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodType, A extends z.ZodType>(
  api: Api,
  endpoint: Endpoint<P, Q, B, A>,
  handle: (
    asked: ReadRequest<z.output<P>, z.output<Q>, z.output<B>> & {
      readonly context: RequestContext;
      readonly caller: Caller;
    },
    deps: ServerDeps,
  ) => Promise<Answered<z.input<A>>>,
): void {
  api.add(endpoint, async (context) => {
    await spend(context, api.deps.budgets, endpoint, null);
    const read = await readRequest(context, endpoint);
    return respond(context, endpoint, await handle({ ...read, context, caller: callerOf(context) }, api.deps));
  });
}

/** Who signed this request. @throws {Fault} `not_signed_in` or `token_expired` */
export async function sessionOf(
  context: RequestContext,
  deps: Pick<ServerDeps, 'accessKeys' | 'nowMs' | 'pool'>,
): Promise<Session> {
  const [scheme, token] = (context.req.header('authorization') ?? '').split(' ');
  if (scheme?.toLowerCase() !== 'bearer' || token === undefined)
    throw new Fault('not_signed_in', 'Nobody is signed in. Sign in, then try again.');
  const { userId } = await verifyAccessToken(deps.accessKeys, token, deps.nowMs());
  const session = await findSession(deps.pool, userId);
  context.set('userId', session.userId);
  return session;
}

async function requireRight(
  context: RequestContext,
  deps: ServerDeps,
  session: Session,
  endpoint: Endpoint,
): Promise<void> {
  if (endpoint.permission === 'own' || endpoint.permission === 'public') return;
  try {
    requirePermission(session, endpoint.permission);
  } catch (refused) {
    const caller = callerOf(context);
    await withTenant(deps.pool, session.businessId, (tx) =>
      writeAudit(
        tx,
        deps,
        { session, caller },
        {
          action: 'permission.refused',
          entityType: endpoint.area,
          entityId: null,
          newValues: { permission: endpoint.permission, route: `${endpoint.method} ${endpoint.path}` },
        },
      ),
    );
    throw refused;
  }
}

/** Only what the answer's schema names leaves the server. */
export function respond<A extends z.ZodType>(
  context: RequestContext,
  endpoint: Endpoint<z.ZodObject, z.ZodObject, z.ZodType, A>,
  answered: Answered<z.input<A>>,
): Response {
  const data = endpoint.answer.parse(answered.data);
  if (endpoint.isVersioned === true) context.header('etag', etagOf(answered.version ?? data));
  context.header('cache-control', 'no-store');
  const { file } = answered;
  if (file !== undefined) {
    context.header('content-disposition', `attachment; filename="${file.fileName}"`);
    return context.newResponse(file.bytes, 200, { 'content-type': file.mediaType });
  }
  const body = {
    status: 'success',
    message: answered.message ?? 'Done.',
    data,
    ...(answered.meta === undefined ? {} : { meta: answered.meta }),
  };
  return context.newResponse(JSON.stringify(body), endpoint.status ?? 200, {
    'content-type': 'application/json; charset=UTF-8',
  });
}
