export interface MailAttachment {
  readonly fileName: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** One message to one person, as plain text, with files where it has some. */
export interface MailMessage {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly attachments?: readonly MailAttachment[];
}

/** Carries messages: to an SMTP server, or into a folder where there is none. */
export interface MailPort {
  readonly send: (message: MailMessage) => Promise<void>;
}
