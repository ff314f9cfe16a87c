import type { MakeId } from '#shared/base/ids.ts';
import { TOKEN_AUDIENCE, type TokenAnswer, tokenAnswerSchema } from '#shared/sync/enrol.ts';
import type { OfficeClient, OfficeReply } from './office-client.ts';
import type { TillKey } from './till-key.ts';

export type TokenDeps = {
  readonly office: OfficeClient;
  readonly nowMs: () => number;
  readonly monotonicMs: () => number;
  /** Till's clock minus server's clock; the assertion is dated by the server's. */
  readonly clockAheadMs: () => number;
  readonly newId: MakeId;
};

/** Who asks; by the certificate a server that forgot the till takes it over. */
export type Claimant = { readonly tillId: string; readonly certificate: string };

export type Token = { readonly header: string; readonly scope: TokenAnswer['scope'] };

export type TokenClient = {
  /** A token that holds for another minute at least, or why there is none. */
  readonly get: (
    key: TillKey,
    till: Claimant,
    signal: AbortSignal,
  ) => Promise<Token | Exclude<OfficeReply<never>, { kind: 'good' }>>;
  /** The token at hand, for those who ask for none. */
  readonly held: () => Token | null;
  /** Forgets the token at hand: the office did not take it. */
  readonly drop: () => void;
};

const ASSERTION_LIFE_S = 50;
const RENEW_BEFORE_MS = 60_000;
const LIFE_MS_MAX = 15 * 60_000;

/** Gets access tokens by signing an assertion with the till's key; no secret of the till ever leaves it. */
export function createTokenClient(deps: TokenDeps): TokenClient {
  // A clock that was set since contact dates assertions wrongly; the refusal itself says what time it is over there.
  let aheadByRefusalMs: number | null = null;
  const serverNowMs = (): number => deps.nowMs() - (aheadByRefusalMs ?? deps.clockAheadMs());
  let held: { token: Token; untilMonotonicMs: number } | null = null;
  const atHand = (): Token | null => (held !== null && deps.monotonicMs() < held.untilMonotonicMs ? held.token : null);
  return {
    held: atHand,
    get: async (key, till, signal) => {
      const known = atHand();
      if (known !== null) return known;
      const assertion = signAssertion(key, till, { id: deps.newId(), serverNowMs: serverNowMs() });
      const reply = await deps.office.ask({
        method: 'POST',
        path: '/api/v1/sync/token',
        headers: { 'content-type': 'application/json' },
        body: Buffer.from(JSON.stringify({ assertion })),
        schema: tokenAnswerSchema,
        signal,
      });
      if (reply.kind !== 'good') {
        if (reply.kind === 'sign_in_again' && reply.serverDateMs !== null)
          aheadByRefusalMs = deps.nowMs() - reply.serverDateMs;
        return reply;
      }
      const token = { header: `Bearer ${reply.answer.accessToken}`, scope: reply.answer.scope };
      const serverNow = serverNowMs();
      aheadByRefusalMs = null;
      const lifeMs = Math.min(reply.answer.expiresAtMs - serverNow, LIFE_MS_MAX);
      held = { token, untilMonotonicMs: deps.monotonicMs() + Math.max(0, lifeMs - RENEW_BEFORE_MS) };
      return token;
    },
    drop: () => {
      held = null;
    },
  };
}

/** A compact JWS (EdDSA) that says who asks, whom, and until when. */
export function signAssertion(
  key: TillKey,
  till: Claimant,
  at: { readonly id: string; readonly serverNowMs: number },
): string {
  const nowS = Math.floor(at.serverNowMs / 1000);
  const claims = {
    iss: till.tillId,
    aud: TOKEN_AUDIENCE,
    iat: nowS,
    exp: nowS + ASSERTION_LIFE_S,
    jti: at.id,
    certificate: till.certificate,
  };
  const said = `${encode({ alg: 'EdDSA', typ: 'JWT' })}.${encode(claims)}`;
  return `${said}.${Buffer.from(key.sign(Buffer.from(said))).toString('base64url')}`;
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
