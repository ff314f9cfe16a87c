import { z } from 'zod';
import { Fault } from '#shared/base/fault.ts';
import { PUSH_BYTES_MAX } from '#shared/sync/limits.ts';
import { type Spoken, protocolFit } from '#shared/sync/protocol-fit.ts';
import { PROTOCOL_PULL_MIN } from '#shared/sync/protocol-version.ts';
import { SIGNATURE_HEADER } from '#shared/sync/signing.ts';
import { readInput } from '#server/platform/http/bad-input.ts';
import { readAddress } from '#server/platform/http/read-request.ts';
import type { Api } from '#server/platform/http/api.ts';
import type { RequestContext } from '#server/platform/http/request-env.ts';
import { parseJson, readJson, servePage, serveTill } from './door/serve-till.ts';
import { askToJoin } from './alone/ask-to-join.ts';
import { joinEndpoint } from './alone-endpoints.ts';
import { answerAudit } from './audit/answer-audit.ts';
import { takeMissing } from './audit/take-missing.ts';
import { createSyncWorld, type SyncWorld } from './door/sync-world.ts';
import { type TillToken, readTillToken } from './door/till-token.ts';
import { enrolTill } from './enrol/enrol-till.ts';
import { tokenForTill } from './enrol/token-for-till.ts';
import { answerHello } from './hello/hello.ts';
import { mountPeopleLive } from './live/people-live.ts';
import { pokeStream } from './live/poke-stream.ts';
import { lookUpSale } from './pull/look-up-sale.ts';
import { pull } from './pull/pull.ts';
import { push } from './push/push.ts';
import { mountImport } from './carried/import-routes.ts';
import { readBody } from './push/read-body.ts';
import { takeRaw } from './quarantine/take-raw.ts';
import { mountSent } from './sent/sent-routes.ts';
import { settleRoutes } from './quarantine/settle-routes.ts';
import {
  auditEndpoint,
  auditMissingEndpoint,
  enrolEndpoint,
  helloEndpoint,
  liveEndpoint,
  pullEndpoint,
  pushEndpoint,
  rawQuarantineEndpoint,
  saleLookupEndpoint,
  tokenEndpoint,
} from './sync-endpoints.ts';

/** Mounts the till's door, and the pages where people settle what tills could not. */
export function syncRoutes(api: Api): void {
  let made: SyncWorld | null = null;
  const world = (): SyncWorld => (made ??= createSyncWorld(api.deps));
  publicRoutes(api, world);
  tillRoutes(api, world);
  mountImport(api, world);
  mountSent(api, world);
  settleRoutes(api);
  mountPeopleLive(api, () => world().hub);
}

/** Whoever is nobody yet has little to say. */
const PUBLIC_BYTES_MAX = 16 * 1024;
/** A catalogue that somebody made by hand. */
const JOIN_BYTES_MAX = 16 * 1024 * 1024;

const PROTOCOL = z.object({ protocol: z.number() });

/**
 * What a till says, where this server can read it: a newer one waits, and nothing of it gets into quarantine.
 *
 * @throws {Fault} `unavailable`, or what its schema says
 */
function readOfTill<Schema extends z.ZodType>(spoken: Spoken, schema: Schema, text: string): z.output<Schema> {
  const said = parseJson(text);
  const protocol = PROTOCOL.safeParse(said).data?.protocol ?? PROTOCOL_PULL_MIN;
  if (protocolFit('push', protocol, spoken) === 'wait')
    throw new Fault('unavailable', 'This till is newer than the office. It waits until the office is updated.', {
      retry: 'later',
    });
  return readInput(schema, said, 'body');
}

function publicRoutes(api: Api, world: () => SyncWorld): void {
  serveTill(api, enrolEndpoint, async (context) => {
    await world().spend(context, `address ${context.get('address')}`);
    return enrolTill(world(), readJson(enrolEndpoint.body, (await readBody(context.req.raw, PUBLIC_BYTES_MAX)).text));
  });
  serveTill(api, joinEndpoint, async (context) => {
    await world().spend(context, `address ${context.get('address')}`);
    return askToJoin(world(), readJson(joinEndpoint.body, (await readBody(context.req.raw, JOIN_BYTES_MAX)).text));
  });
  serveTill(api, tokenEndpoint, async (context) => {
    await world().spend(context, `address ${context.get('address')}`);
    const { assertion } = readJson(tokenEndpoint.body, (await readBody(context.req.raw, PUBLIC_BYTES_MAX)).text);
    return tokenForTill(world(), assertion);
  });
}

function tillRoutes(api: Api, world: () => SyncWorld): void {
  serveTill(api, helloEndpoint, async (context) => {
    const token = await tokenOf(context, world());
    const hello = readOfTill(world().spoken, helloEndpoint.body, (await readBody(context.req.raw)).text);
    const answer = await answerHello(world(), token, hello);
    void world().retryAfterStart(token.businessId);
    return answer;
  });
  serveTill(api, pushEndpoint, async (context) => {
    const token = await tokenOf(context, world());
    const { bytes, text } = await readBody(context.req.raw);
    const request = readOfTill(world().spoken, pushEndpoint.body, text);
    if (Buffer.byteLength(text) > PUSH_BYTES_MAX && request.changes.length > 1)
      throw new Fault('too_large', 'The request is larger than allowed. Send fewer changes at once.');
    const signature = context.req.header(SIGNATURE_HEADER) ?? '';
    const answer = await push(world(), token, { request, path: context.req.path, bytes, signature });
    world().poke(token);
    return answer;
  });
  serveTill(api, rawQuarantineEndpoint, async (context) => {
    const token = await tokenOf(context, world());
    const { bytes, text } = await readBody(context.req.raw);
    const signature = context.req.header(SIGNATURE_HEADER) ?? '';
    return takeRaw(world(), token, readJson(rawQuarantineEndpoint.body, text), {
      path: context.req.path,
      bytes,
      signature,
    });
  });
  serveTill(api, auditEndpoint, async (context) => {
    const token = await tokenOf(context, world());
    const { text } = await readBody(context.req.raw);
    return answerAudit(world(), token, readOfTill(world().spoken, auditEndpoint.body, text));
  });
  serveTill(api, auditMissingEndpoint, async (context) => {
    const token = await tokenOf(context, world());
    const { bytes, text } = await readBody(context.req.raw);
    const request = readOfTill(world().spoken, auditMissingEndpoint.body, text);
    const signature = context.req.header(SIGNATURE_HEADER) ?? '';
    const answer = await takeMissing(world(), token, { request, path: context.req.path, bytes, signature });
    world().poke(token);
    return answer;
  });
  servePage(api, pullEndpoint, async (context) =>
    pull(world(), await tokenOf(context, world()), readInput(pullEndpoint.query, context.req.query(), 'query')),
  );
  serveTill(api, saleLookupEndpoint, async (context) => {
    const token = await tokenOf(context, world());
    const { params, query } = readAddress(context, saleLookupEndpoint);
    return lookUpSale(world(), token, { saleId: params.id, protocol: query.protocol });
  });
  api.add(liveEndpoint, async (context) => {
    const token = await tokenOf(context, world());
    if (token.scope !== 'till') throw new Fault('till_revoked', 'This till was switched off by the owner.');
    return context.newResponse(
      pokeStream(world().hub, { businessId: token.businessId, storeIds: [] }, api.deps.stopping),
      200,
      {
        'content-type': 'text/event-stream',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
      },
    );
  });
}

async function tokenOf(context: RequestContext, world: SyncWorld): Promise<TillToken> {
  const token = await readTillToken(world.key, context.req.header('authorization'), world.nowMs());
  await world.spend(context, `till ${token.tillId}`);
  return token;
}
