/** A browser that wants to be told, as the Push API gives it. */
export interface PushTarget {
  readonly endpoint: string;
  /** The browser's public key and its secret, base64url. */
  readonly p256dh: string;
  readonly auth: string;
}

/** sent: a push service took it. gone: that browser is not there any more. refused: it will never be taken. */
export type PushOutcome = 'sent' | 'gone' | 'refused';

/** Carries messages to browsers through the push services of their makers. */
export interface PushPort {
  /** What a browser is given to subscribe with, base64url. */
  readonly publicKey: string;
  /** Whether a message to this address would be sent at all. */
  readonly takes: (endpoint: string) => boolean;
  /** @throws where it could not be sent now, and may be later */
  readonly send: (target: PushTarget, message: string) => Promise<PushOutcome>;
}
