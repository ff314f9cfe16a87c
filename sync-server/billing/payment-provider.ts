/** What somebody is asked to pay. */
export interface ChargeOrder {
  /** Ours; the provider knows the payment by it. */
  readonly reference: string;
  readonly amountMinor: number;
  readonly currency: string;
  readonly email: string;
  /** Where the payer’s browser goes afterwards. */
  readonly returnUrl: string;
}

/** How a payment stands at the provider now; `unknown` where it never heard of it. */
export interface Charge {
  readonly state: 'unknown' | 'pending' | 'failed' | 'paid' | 'reversed';
  readonly amountMinor: number;
  readonly currency: string;
  readonly paidAtMs: number | null;
}

/** Takes money for plans: opens a payment, says how one stands, and reads the messages that it sends. */
export interface PaymentProvider {
  readonly name: string;
  /** @returns the address of the page on which is paid. @throws {Fault} `payment_provider` */
  readonly open: (order: ChargeOrder) => Promise<string>;
  /** @throws {Fault} `payment_provider` */
  readonly check: (reference: string) => Promise<Charge>;
  /**
   * Which payment a message is about, or null where it is about none. What it says of it is not believed: it may be old.
   *
   * @throws {Fault} `payment_signature`, `malformed`
   */
  readonly referenceIn: (body: Uint8Array, headers: Headers) => string | null;
}
