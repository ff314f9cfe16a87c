/** One message to one person, as plain text. */
export interface MailMessage {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** Carries messages: to an SMTP server, or into a folder where there is none. */
export interface MailPort {
  readonly send: (message: MailMessage) => Promise<void>;
}
