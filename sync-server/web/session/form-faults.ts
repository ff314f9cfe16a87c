import { ApiFault } from '../client/api-fault.ts';
import type { Say } from '../words/words.ts';

const PASSWORD_LENGTH_MIN = 10;
const PASSWORD_BYTES_MAX = 72;

/** What is wrong with an e-mail, in words; undefined where nothing is. The office looks closer. */
export function emailFault(email: string, say: Say): string | undefined {
  return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email.trim()) ? undefined : say('need_email');
}

/** What is wrong with a new password, in words: bcrypt reads 72 bytes, so a longer one is refused. */
export function newPasswordFault(password: string, say: Say): string | undefined {
  if (password.length < PASSWORD_LENGTH_MIN) return say('password_short');
  return new TextEncoder().encode(password).length > PASSWORD_BYTES_MAX ? say('password_long') : undefined;
}

/** Why the office did not take a form of the account, in words. */
export function accountFault(error: unknown, say: Say): string {
  if (!(error instanceof ApiFault)) return say('our_fault');
  switch (error.code) {
    case 'wrong_credentials':
      return say('wrong_credentials');
    case 'second_factor_wrong':
      return say('wrong_code');
    case 'email_taken':
      return say('email_taken');
    case 'too_many_requests':
      // The office knows for how long, and says so.
      return error.message;
    case 'office_unreachable':
      return say('no_answer');
    case 'bad_input':
    case 'password_weak':
      return error.fields[0]?.message ?? error.message;
    default:
      return error.requestId === null ? say('our_fault') : say('our_fault_id', { id: error.requestId });
  }
}

/** What is wrong with a PIN, in words; none at all is fine. */
export function pinFieldFault(pin: string, say: Say): string | undefined {
  return pin === '' || /^\d{4,8}$/.test(pin) ? undefined : say('pin_digits');
}

/** What the office said of one field of a form, if it said anything. */
export function fieldFault(error: unknown, field: string): string | undefined {
  return error instanceof ApiFault ? error.fields.find((fault) => fault.field === field)?.message : undefined;
}
