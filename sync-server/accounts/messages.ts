import type { MailMessage } from '../platform/mail/mail-port.ts';

/** Asks to confirm an e-mail address. */
export function verificationMessage(to: string, publicUrl: string, token: string): MailMessage {
  return {
    to,
    subject: 'Confirm your e-mail address',
    text: `Welcome to Stockavoo.\n\nOpen this link within a day to confirm your e-mail address:\n${publicUrl}/verify-email/${token}\n\nIf you did not ask for an account, ignore this message.\n`,
  };
}

/** Says to whoever holds the address that somebody tried to make a second account with it. */
export function alreadyRegisteredMessage(to: string, publicUrl: string): MailMessage {
  return {
    to,
    subject: 'You already have an account',
    text: `Somebody, probably you, tried to make a Stockavoo account with this address. There is one already: sign in at\n${publicUrl}\n\nIf it was not you, nothing has changed, and there is nothing to do.\n`,
  };
}

/** Says that an old sign-in was used again, which somebody may have copied. */
export function reusedSignInMessage(to: string, publicUrl: string): MailMessage {
  return {
    to,
    subject: 'You were signed out for safety',
    text: `A sign-in of yours was used twice, as if somebody had copied it, so it was ended everywhere. Sign in again at\n${publicUrl}\n\nIf you did not expect this, change your password.\n`,
  };
}
