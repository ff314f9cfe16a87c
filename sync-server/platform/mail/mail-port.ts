export interface MailAttachment {
  readonly fileName: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** One message to one person, as plain text, as a page too where it has one, with files where it has some. */
export interface MailMessage {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html?: string;
  readonly attachments?: readonly MailAttachment[];
}

/** Carries messages: to an SMTP server, or into a folder where there is none. */
export interface MailPort {
  /**
   * Sends a message. Whatever fails before `handOver` resolved left nothing on the other side; what fails after it may have
   * arrived, unless the failure is a `SendRefused`.
   *
   * @param handOver runs just before the word that makes the other side keep the message; its failure stops the sending
   */
  readonly send: (message: MailMessage, handOver?: () => Promise<void>) => Promise<void>;
}
