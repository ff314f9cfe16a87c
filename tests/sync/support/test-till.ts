import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { z } from 'zod';
import { makeHlc } from '#shared/base/hlc.ts';
import type { Id } from '#shared/base/ids.ts';
import { businessDateAt, instantAt } from '#shared/base/time.ts';
import type { ChangeType, PayloadOf } from '#shared/changes/change-body.ts';
import { type ChangeEnvelope, chainStart } from '#shared/changes/hash-chain.ts';
import { type ChainEnd, endAfter, linkBody } from '#shared/changes/make-change.ts';
import { type EnrolAnswer, TOKEN_AUDIENCE, enrolAnswerSchema, tokenAnswerSchema } from '#shared/sync/enrol.ts';
import { type EpochGrant, type HelloAnswer, type HelloRequest, helloAnswerSchema } from '#shared/sync/hello.ts';
import { type AppliedThrough, type PullAnswer, pullAnswerSchema } from '#shared/sync/pull.ts';
import { type PushAnswer, pushAnswerSchema } from '#shared/sync/push.ts';
import { SIGNATURE_HEADER, signedText } from '#shared/sync/signing.ts';

const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');
const errorSchema = z.object({ code: z.string(), expected: z.number().optional(), message: z.string() });

/** What a request came back with. */
export type Reply<Answer> =
  | { readonly ok: true; readonly answer: Answer }
  | { readonly ok: false; readonly status: number; readonly code: string; readonly expected?: number | undefined };

export type TillWorld = {
  readonly url: string;
  readonly clock: { readonly nowMs: () => number };
  readonly makeId: () => Id;
};

/** A till as the wire sees it, made by hand: it shares no code with the till, and can be made to lie. */
export class TestTill {
  world: TillWorld;
  readonly actorId: Id;
  privateKey: KeyObject;
  publicKey: string;
  identity: EnrolAnswer;
  grant: EpochGrant;
  end: ChainEnd;
  session = 0;
  bootId: Id;
  token = '';
  scope = '';
  /** Everything that it ever wrote under its present epoch. */
  log: ChangeEnvelope[] = [];
  acked = { seq: 0, hash: '' };
  older: { epoch: string; lastSeq: number; lastHash: string; ackedSeq: number; ackedHash: string }[] = [];
  cursor: string | undefined;

  private constructor(
    world: TillWorld,
    actorId: Id,
    keys: { privateKey: KeyObject; publicKey: string },
    identity: EnrolAnswer,
  ) {
    this.world = world;
    this.actorId = actorId;
    this.privateKey = keys.privateKey;
    this.publicKey = keys.publicKey;
    this.identity = identity;
    this.grant = identity.grant;
    this.end = startOf(identity.tillId, identity.grant);
    this.bootId = world.makeId();
  }

  static async enrol(world: TillWorld, actorId: Id, code: string): Promise<TestTill> {
    const keys = makeKeys();
    const body = { code, publicKey: keys.publicKey, app: 'test', protocol: 1 };
    const reply = await post(world, '/api/v1/sync/enrol', enrolAnswerSchema, { body });
    if (!reply.ok) throw new Error(`enrol: ${reply.code}`);
    return new TestTill(world, actorId, keys, reply.answer);
  }

  /** Writes a change down, as a till does, without sending it. */
  write<Type extends ChangeType>(
    type: Type,
    payload: PayloadOf<Type>,
    about: { entityId?: Id; id?: Id; atMs?: number; businessId?: Id } = {},
  ): ChangeEnvelope {
    const nowMs = about.atMs ?? this.world.clock.nowMs();
    const occurredAt = instantAt(nowMs, this.identity.timeZone);
    return this.writeBody(
      JSON.stringify({
        id: about.id ?? this.world.makeId(),
        type,
        v: 1,
        entityId: about.entityId ?? this.world.makeId(),
        actorId: this.actorId,
        businessId: about.businessId ?? this.identity.businessId,
        storeId: this.identity.storeId,
        tillId: this.identity.tillId,
        occurredAt,
        businessDate: businessDateAt(occurredAt, 0),
        clockQuality: 'good',
        hlc: makeHlc(nowMs, this.log.length % 60_000),
        payload,
      }),
    );
  }

  /** Any text at the end of the chain. */
  writeBody(body: string): ChangeEnvelope {
    const envelope = linkBody(sha256, this.end, body);
    this.end = endAfter(envelope);
    this.log.push(envelope);
    return envelope;
  }

  async signIn(): Promise<Reply<unknown>> {
    const nowS = Math.floor(this.world.clock.nowMs() / 1000);
    const claims = {
      iss: this.identity.tillId,
      aud: TOKEN_AUDIENCE,
      iat: nowS,
      exp: nowS + 50,
      jti: this.world.makeId(),
      certificate: this.grant.certificate,
    };
    const said = [{ alg: 'EdDSA', typ: 'JWT' }, claims]
      .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
      .join('.');
    const assertion = `${said}.${sign(null, Buffer.from(said), this.privateKey).toString('base64url')}`;
    const reply = await post(this.world, '/api/v1/sync/token', tokenAnswerSchema, { body: { assertion } });
    if (reply.ok) [this.token, this.scope] = [reply.answer.accessToken, reply.answer.scope];
    return reply;
  }

  helloRequest(more: Partial<HelloRequest> = {}): HelloRequest {
    const last = this.log.at(-1);
    const head = {
      epoch: this.grant.epoch,
      lastSeq: last?.seq ?? 0,
      lastHash: last?.hash ?? '',
      ackedSeq: this.acked.seq,
      ackedHash: this.acked.hash,
    };
    return {
      till: this.identity.tillId,
      epoch: this.grant.epoch,
      series: this.grant.series,
      certificate: this.grant.certificate,
      heads: [...this.older, head],
      highestSession: this.session,
      cursor: this.cursor ?? null,
      protocol: 1,
      schema: 1,
      app: 'test',
      wallClock: this.world.clock.nowMs(),
      hlc: makeHlc(this.world.clock.nowMs(), 0),
      bootId: this.bootId,
      waiting: this.log.length - this.acked.seq,
      ...more,
    };
  }

  async hello(more: Partial<HelloRequest> = {}): Promise<HelloAnswer> {
    if (this.token === '') await this.signIn();
    const reply = await post(this.world, '/api/v1/sync/hello', helloAnswerSchema, {
      body: this.helloRequest(more),
      token: this.token,
    });
    if (!reply.ok) throw new Error(`hello: ${reply.status} ${reply.code}`);
    this.session = reply.answer.session;
    return reply.answer;
  }

  /** Sends changes as they are; `forge` spoils the request after it was signed. */
  async push(
    changes: readonly ChangeEnvelope[],
    forge: {
      session?: number;
      signature?: string;
      gzip?: boolean;
      epoch?: string;
      protocol?: number;
      previousHash?: string;
    } = {},
  ): Promise<Reply<PushAnswer>> {
    const request = {
      session: forge.session ?? this.session,
      protocol: forge.protocol ?? 1,
      epoch: forge.epoch ?? this.grant.epoch,
      firstSeq: changes[0]?.seq ?? 1,
      ...(forge.previousHash === undefined ? {} : { previousHash: forge.previousHash }),
      changes,
    };
    const plain = Buffer.from(JSON.stringify(request));
    const bytes = forge.gzip === true ? gzipSync(plain) : plain;
    const path = '/api/v1/sync/push';
    const reply = await send(this.world, path, pushAnswerSchema, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${this.token}`,
        [SIGNATURE_HEADER]: forge.signature ?? this.sign(path, bytes, request),
        ...(forge.gzip === true ? { 'content-encoding': 'gzip' } : {}),
      },
      body: new Uint8Array(bytes),
    });
    if (reply.ok) this.acked = { seq: reply.answer.lastSeq, hash: reply.answer.lastHash };
    return reply;
  }

  /** What proves that this till sends these bytes. */
  sign(path: string, bytes: Uint8Array, place: { session: number; epoch: string; firstSeq: number }): string {
    const { session, epoch, firstSeq } = place;
    const bytesHash = createHash('sha256').update(bytes).digest('hex');
    const text = signedText({ method: 'POST', path, session, epoch, firstSeq, bytesHash });
    return sign(null, Buffer.from(text), this.privateKey).toString('base64');
  }

  /** Sends one change as bytes, which the push door would not read. */
  sendRaw(
    change: { readonly seq: number; readonly hash: string; readonly raw: string; readonly id?: string },
    forge: { signature?: string } = {},
  ): Promise<Reply<PushAnswer>> {
    const path = '/api/v1/sync/quarantine';
    const { seq, hash, raw } = change;
    const id = change.id === undefined ? {} : { id: change.id };
    const request = { session: this.session, epoch: this.grant.epoch, seq, hash, raw, ...id };
    const bytes = Buffer.from(JSON.stringify(request));
    return send(this.world, path, pushAnswerSchema, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${this.token}`,
        [SIGNATURE_HEADER]: forge.signature ?? this.sign(path, bytes, { ...request, firstSeq: seq }),
      },
      body: bytes,
    });
  }

  /** Sends all that the server has not acknowledged. */
  pushAll(): Promise<Reply<PushAnswer>> {
    return this.push(this.log.filter(({ seq }) => seq > this.acked.seq));
  }

  pull(
    query: {
      cursor?: string | undefined;
      limit?: number;
      only?: string;
      session?: number;
      have?: AppliedThrough;
      protocol?: number;
    } = {},
  ): Promise<Reply<PullAnswer>> {
    const asked = new URLSearchParams({
      session: String(query.session ?? this.session),
      protocol: String(query.protocol ?? 1),
      limit: String(query.limit ?? 2000),
    });
    if (query.only !== undefined) asked.set('only', query.only);
    if (query.cursor !== undefined) asked.set('cursor', query.cursor);
    if (query.have !== undefined) {
      asked.set('haveEpoch', query.have.epoch);
      asked.set('haveSeq', String(query.have.seq));
    }
    return send(this.world, `/api/v1/sync/pull?${asked.toString()}`, pullAnswerSchema, {
      headers: { authorization: `Bearer ${this.token}` },
    });
  }

  /** Pulls page after page to the head. */
  async pullToHead(limit = 2000): Promise<PullAnswer['changes']> {
    const changes: PullAnswer['changes'] = [];
    for (let more = true; more;) {
      const reply = await this.pull({ cursor: this.cursor, limit });
      if (!reply.ok) throw new Error(`pull: ${reply.status} ${reply.code}`);
      changes.push(...reply.answer.changes);
      this.cursor = reply.answer.cursor;
      more = reply.answer.hasMore;
    }
    return changes;
  }

  post<Schema extends z.ZodType>(path: string, body: unknown, schema: Schema): Promise<Reply<z.output<Schema>>> {
    return post(this.world, path, schema, { body, token: this.token });
  }

  /** Renumbers what the server never got under a new epoch, as a restored till does. */
  switchTo(grant: EpochGrant): void {
    const last = this.log.at(-1);
    this.older.push({
      epoch: this.grant.epoch,
      lastSeq: last?.seq ?? 0,
      lastHash: last?.hash ?? '',
      ackedSeq: this.acked.seq,
      ackedHash: this.acked.hash,
    });
    const bodies = this.log.map(({ body }) => body);
    this.grant = grant;
    this.end = startOf(this.identity.tillId, grant);
    this.log = [];
    this.acked = { seq: 0, hash: '' };
    for (const body of bodies) this.writeBody(body);
  }
}

function startOf(tillId: Id, grant: EpochGrant): ChainEnd {
  return { epoch: grant.epoch, lastSeq: 0, lastHash: chainStart(sha256, tillId, grant.epoch, grant.previousHash) };
}

export function makeKeys(): { privateKey: KeyObject; publicKey: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return { privateKey, publicKey: z.object({ x: z.string() }).parse(publicKey.export({ format: 'jwk' })).x };
}

export function post<Schema extends z.ZodType>(
  world: TillWorld,
  path: string,
  schema: Schema,
  sent: { readonly body: unknown; readonly token?: string },
): Promise<Reply<z.output<Schema>>> {
  const headers = {
    'content-type': 'application/json',
    ...(sent.token === undefined ? {} : { authorization: `Bearer ${sent.token}` }),
  };
  return send(world, path, schema, { method: 'POST', headers, body: JSON.stringify(sent.body) });
}

async function send<Schema extends z.ZodType>(
  world: TillWorld,
  path: string,
  schema: Schema,
  request: RequestInit,
): Promise<Reply<z.output<Schema>>> {
  const response = await fetch(`${world.url}${path}`, request);
  const json: unknown = await response.json();
  if (response.ok) return { ok: true, answer: schema.parse(z.object({ data: z.unknown() }).parse(json).data) };
  const { code, expected } = errorSchema.parse(json);
  return { ok: false, status: response.status, code, expected };
}
