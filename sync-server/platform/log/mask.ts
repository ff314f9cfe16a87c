import { ERRORS } from '#shared/base/error-codes.ts';

const MASK = '[masked]';
const DEPTH_MAX = 6;
const ITEMS_MAX = 50;

/** Names, in small letters, whose values never reach a log: what opens a door, and what says who a person is. */
const SECRET_ENDINGS = ['password', 'passwordhash', 'token', 'secret', 'pin', 'pinhash', 'cookie', 'privatekey'];
const MASKED_NAMES = new Set([
  'authorization',
  'assertion',
  'signature',
  'recoverycodes',
  'email',
  'phone',
  'phonekey',
  'fullname',
  'customername',
  'address',
  'ipaddress',
]);

function masked(value: unknown, depth: number): unknown {
  if (value === null || typeof value !== 'object' || value instanceof Date) return value;
  if (depth >= DEPTH_MAX) return '[deep]';
  if (Array.isArray(value)) return value.slice(0, ITEMS_MAX).map((item) => masked(item, depth + 1));
  if (ArrayBuffer.isView(value)) return '[bytes]';
  if (value instanceof Error) return maskedError(value, depth);
  return maskedFields(value, depth);
}

function maskedError(error: Error, depth: number): unknown {
  return {
    type: error.name,
    message: error.message,
    stack: error.stack,
    // The code of an error is a word of a catalogue, and never one that opens a door.
    ...maskedFields(error, depth, () => false),
    ...(error.cause === undefined ? {} : { cause: masked(error.cause, depth + 1) }),
  };
}

/**
 * The fields of a line, or of something in it, without secrets and personal data, however deep they lie.
 *
 * An error is taken apart here, since what the database says of a failed row names people too.
 */
export function maskedFields(fields: object, depth: number, isSecretCode = isCodeOfAPerson): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]: [string, unknown]) => {
      const isMasked = isSecretName(name) || (name === 'code' && isSecretCode(value));
      return [name, isMasked && value !== null && value !== undefined ? MASK : masked(value, depth + 1)];
    }),
  );
}

function isSecretName(name: string): boolean {
  const small = name.toLowerCase().replaceAll(/[-_]/g, '');
  return MASKED_NAMES.has(small) || SECRET_ENDINGS.some((ending) => small.endsWith(ending));
}

/** Enrolment codes, codes of a second factor and of gift cards are called so too. */
function isCodeOfAPerson(value: unknown): boolean {
  return (
    typeof value !== 'string' || !(Object.hasOwn(ERRORS, value) || /^[a-z]+(_[a-z0-9]+)+$|^[0-9A-Z]{5}$/.test(value))
  );
}

/** Each with what stands in its place. A line is searched for them only where the sign that they all have is in it. */
const PATTERNS: readonly { readonly sign: string; readonly found: RegExp; readonly instead: string }[] = [
  { sign: '://', found: /:\/\/[^\s/:@"\\]*:[^\s/@"\\]*@/g, instead: `://${MASK}@` },
  { sign: '@', found: /[^\s"\\<>@:;,()[\]=/']+@[^\s"\\<>@:;,()[\]=/']+\.[a-zA-Z]{2,}/g, instead: MASK },
  { sign: 'eyJ', found: /eyJ[\w-]+\.[\w-]+(\.[\w-]*)?/g, instead: MASK },
  { sign: 'earer ', found: /([Bb]earer )[^\s"\\]+/g, instead: `$1${MASK}` },
  // As PostgreSQL says which row it could not take.
  { sign: ')=(', found: /\)=\([^)]*\)/g, instead: `)=(${MASK})` },
  { sign: 'ailing row contains', found: /(ailing row contains )\((?:[^"\\]|\\.)*/g, instead: `$1(${MASK})` },
  { sign: '+', found: /\+\d{8,15}\b/g, instead: MASK },
];

/** A line as it may be written: what looks like an address, a token or a password within any text is masked. */
export function maskedLine(line: string): string {
  return PATTERNS.reduce(
    (text, { sign, found, instead }) => (text.includes(sign) ? text.replaceAll(found, instead) : text),
    line,
  );
}
