import { hash } from 'bcrypt';

const ROUNDS = 10;

/** What a till checks a PIN by. */
export function hashPin(pin: string): Promise<string> {
  return hash(pin, ROUNDS);
}
