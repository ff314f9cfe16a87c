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

/** Leads to the choice of a new password. */
export function resetMessage(to: string, publicUrl: string, token: string): MailMessage {
  return {
    to,
    subject: 'Choose a new password',
    text: `Somebody, probably you, asked for a new password for Stockavoo.\n\nOpen this link within an hour to choose one:\n${publicUrl}/reset-password/${token}\n\nIf it was not you, ignore this message: your password stays as it is.\n`,
  };
}

/** Says that the password is another now, to the one who would want to know if it was not they. */
export function passwordChangedMessage(to: string, publicUrl: string): MailMessage {
  return {
    to,
    subject: 'Your password was changed',
    text: `The password of your Stockavoo account was changed just now, and every other sign-in was ended.\n\nIf it was not you, ask for a new password at once:\n${publicUrl}/forgot-password\n`,
  };
}

/** Invites somebody to the people of a business. */
export function inviteMessage(
  to: string,
  { publicUrl, token, by }: { readonly publicUrl: string; readonly token: string; readonly by: string },
): MailMessage {
  return {
    to,
    subject: `${by} invites you to Stockavoo`,
    text: `${by} added you to its people on Stockavoo.\n\nOpen this link within a week to choose your password:\n${publicUrl}/invite/${token}\n\nIf you don’t know ${by}, ignore this message.\n`,
  };
}

/** Says that the second factor of an account began or ended. */
export function secondFactorMessage(to: string, publicUrl: string, isOn: boolean): MailMessage {
  return {
    to,
    subject: isOn ? 'Your sign-in has a second factor now' : 'Your sign-in has no second factor any more',
    text: `${isOn ? 'From now on your Stockavoo account asks for a code of your authenticator app as well.' : 'Your Stockavoo account asks for the password alone from now on.'}\n\nIf it was not you, choose a new password at once:\n${publicUrl}/forgot-password\n`,
  };
}
