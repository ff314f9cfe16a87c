import webPush from 'web-push';
import type { NowMs } from '#shared/base/time.ts';
import type { PushKey } from './push-key.ts';
import type { PushOutcome, PushPort } from './push-port.ts';

const TIMEOUT_MS = 20_000;
/** How long a push service keeps a message for a browser that is off. */
const KEPT_S = 24 * 60 * 60;
/** Of the proof who sends; push services refuse one that holds for more than a day. */
const PROOF_S = 12 * 60 * 60;
const GONE: ReadonlySet<number> = new Set([404, 410]);
/** Too large, or not understood: the same message will not be taken later either. */
const REFUSED: ReadonlySet<number> = new Set([400, 413]);

export interface WebPushOptions {
  readonly key: PushKey;
  /** Whom a push service writes to in trouble, such as mailto:ada@shop.example. */
  readonly contact: string;
  /** Names of push services; `*.name` stands for all below it. */
  readonly services: readonly string[];
  readonly nowMs: NowMs;
}

/**
 * Web push as RFC 8030, 8291 and 8292 have it: the message sealed for one browser, a proof of who sends.
 *
 * An address comes from a browser, so from anybody: only the named services are called, and none is followed elsewhere.
 */
export function createWebPush({ key, contact, services, nowMs }: WebPushOptions): PushPort {
  const takes = (endpoint: string): boolean => isService(endpoint, services);
  return {
    publicKey: key.publicKey,
    takes,
    send: async ({ endpoint, p256dh, auth }, message) => {
      if (!takes(endpoint)) return 'refused';
      const sealed = webPush.encrypt(p256dh, auth, message, 'aes128gcm');
      const { Authorization: authorization } = webPush.getVapidHeaders(
        new URL(endpoint).origin,
        contact,
        key.publicKey,
        key.privateKey,
        'aes128gcm',
        Math.floor(nowMs() / 1000) + PROOF_S,
      );
      const answer = await fetch(endpoint, {
        method: 'POST',
        redirect: 'error',
        signal: AbortSignal.timeout(TIMEOUT_MS),
        headers: {
          authorization,
          'content-encoding': 'aes128gcm',
          'content-type': 'application/octet-stream',
          ttl: String(KEPT_S),
          urgency: 'normal',
        },
        body: new Uint8Array(sealed.cipherText),
      });
      await answer.body?.cancel();
      return outcomeOf(answer.status);
    },
  };
}

function outcomeOf(status: number): PushOutcome {
  if (status >= 200 && status < 300) return 'sent';
  if (GONE.has(status)) return 'gone';
  if (REFUSED.has(status)) return 'refused';
  throw new Error(`a push service answered ${status}`);
}

/** Over https; also over http to this machine, where that is named. */
function isService(endpoint: string, services: readonly string[]): boolean {
  const url = URL.parse(endpoint);
  if (url === null || url.username !== '' || url.password !== '') return false;
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && url.hostname === '127.0.0.1')) return false;
  return services.some((service) =>
    service.startsWith('*.') ? url.host.endsWith(service.slice(1)) : url.host === service,
  );
}
