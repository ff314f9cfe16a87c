/** A short message to one phone. */
export interface PhoneMessage {
  /** E.164 with its plus, such as +2348031234567. */
  readonly to: string;
  /** What the message says, whole: for whoever reads it as it lies in a folder. */
  readonly text: string;
  /** The parts of it that differ from message to message, in their order: a provider has the words around them. */
  readonly parts: readonly string[];
}

/** Carries messages to phones: by a provider, or into a folder where there is none. */
export interface MessagePort {
  /**
   * Sends a message. Whatever fails before `handOver` resolved left nothing on the other side; what fails after it may have
   * arrived, unless the failure is a `SendRefused`.
   */
  readonly send: (message: PhoneMessage, handOver: () => Promise<void>) => Promise<void>;
}
