/**
 * The one catalogue of faults: what happened, what the shop should do, and the HTTP status where it crosses that door.
 *
 * A code is stable for ever; the help page is printed from this table. Refusals (expected business answers) are in
 * refusal-codes.ts, so that a screen can say each of them in words.
 */
export type ErrorEntry = { readonly status: number; readonly happened: string; readonly action: string };

const entry = (status: number, happened: string, action: string): ErrorEntry => ({ status, happened, action });

export const ERRORS = {
  // The door of any call or route.
  malformed: entry(
    400,
    'The request could not be read.',
    'Check that it is complete and well-formed, then send it again.',
  ),
  bad_input: entry(
    422,
    'Something in the request is not as it must be.',
    'Put right the fields that are named, then send it again.',
  ),
  unknown_call: entry(404, 'This till does not know the call.', 'Update the screens and the till to the same version.'),
  not_found: entry(404, 'It is not here.', 'Check the address or the id; it may have been removed.'),
  not_signed_in: entry(401, 'Nobody is signed in.', 'Sign in, then try again.'),
  token_expired: entry(401, 'The sign-in has run out.', 'Sign in again; nothing that was saved is lost.'),
  forbidden: entry(403, 'Your role does not allow this.', 'Ask somebody who may, or ask the owner to change the role.'),
  door_closed: entry(
    403,
    'This page may not speak to the till.',
    'Open the till by the whole address that its program shows.',
  ),
  conflict: entry(409, 'Somebody else changed or made this meanwhile.', 'Look at it again, then decide.'),
  stale_version: entry(412, 'Somebody changed this since you opened it.', 'Open it again and repeat the edit.'),
  version_required: entry(
    428,
    'The request does not say which version it edits.',
    'Send the ETag that you read as If-Match.',
  ),
  too_large: entry(413, 'The request is larger than allowed.', 'Send less at once.'),
  unsupported_media: entry(415, 'The request is in a form that is not understood here.', 'Send JSON, as UTF-8.'),
  too_many_requests: entry(429, 'Too many requests in a short time.', 'Wait as long as Retry-After says.'),
  key_reused: entry(422, 'The idempotency key was used for another request.', 'Use a new key for a new request.'),
  internal: entry(500, 'The fault is ours.', 'Try again; tell support the request id if it stays.'),
  unavailable: entry(503, 'The server can’t answer just now.', 'Wait a little; tills keep selling meanwhile.'),
  // Accounts.
  email_taken: entry(409, 'This e-mail already belongs to an account.', 'Sign in, or ask for a new password.'),
  email_unverified: entry(
    403,
    'The e-mail address was not confirmed yet.',
    'Open the message that was sent, or ask for another.',
  ),
  second_factor_needed: entry(
    401,
    'This account asks for a code as well.',
    'Type the code that the authenticator app shows, or a recovery code.',
  ),
  second_factor_wrong: entry(
    401,
    'This code is not right, or was used already.',
    'Type the code that is shown now, or a recovery code that was not used.',
  ),
  wrong_credentials: entry(401, 'E-mail or password is not right.', 'Check both, or ask for a new password.'),
  token_invalid: entry(400, 'The link or code is not valid any more.', 'Ask for a new one.'),
  business_exists: entry(
    409,
    'This e-mail has a business already.',
    'Make a code for a till in the owner’s app, and join with it.',
  ),
  password_weak: entry(
    422,
    'The password is too short, too long or too common.',
    'Take 10 to 72 characters that others would not guess.',
  ),
  // Plans and payments.
  plan_limit: entry(
    409,
    'The plan has no room for another.',
    'Switch one off, or choose a larger plan; tills sell and send on all the while.',
  ),
  payments_off: entry(
    409,
    'This server sells no plans, and limits nothing.',
    'Whoever runs it can set PAYSTACK_SECRET_KEY to take payments.',
  ),
  payment_provider: entry(
    503,
    'The payment provider does not answer.',
    'Try again in a few minutes; nothing was charged.',
  ),
  payment_signature: entry(
    401,
    'The message was not signed by the payment provider.',
    'Check that both sides have the same secret key.',
  ),
  // The start of the server.
  server_config: entry(
    500,
    'A setting of the server is missing or wrong.',
    'Put right the environment variable that is named, then start again.',
  ),
  database_role: entry(
    500,
    'The server would run with more rights than it may have in its database.',
    'Give it an address whose role may become stockavoo_app and owns nothing, or run the migrations first.',
  ),
  database_migrations: entry(
    500,
    'The database’s history of upgrades is not this program’s.',
    'Install the version that wrote it, or restore a backup.',
  ),
  database_start: entry(
    500,
    'The built-in database did not start.',
    'Read what it said, or set DATABASE_URL to a PostgreSQL of your own.',
  ),
  // Sync.
  stale_session: entry(409, 'Another run of this till has taken over.', 'The till says hello again by itself.'),
  sequence_gap: entry(409, 'Changes are missing before these.', 'The till sends from the expected number by itself.'),
  till_forked: entry(
    409,
    'Two histories of this till differ.',
    'The till gets a new epoch by itself; nothing is lost.',
  ),
  till_cloned: entry(409, 'Two machines are the same till.', 'The owner chooses which of the two stays.'),
  till_revoked: entry(
    403,
    'This till was switched off by the owner.',
    'Ask the owner; its waiting sales are kept and can be approved.',
  ),
  resync: entry(
    410,
    'The till must read this part of the list anew.',
    'The till does so by itself; waiting sales are not touched.',
  ),
  went_back: entry(
    410,
    'The office came back from an older backup.',
    'The till gives back what the office lacks and then reads the list anew, by itself; waiting sales are not touched.',
  ),
  upgrade_required: entry(
    426,
    'This till is too old to read what the office sends.',
    'Update the till; it keeps selling and its sales are taken.',
  ),
  enrolment_code_invalid: entry(
    400,
    'The code is wrong, used, or older than ten minutes.',
    'Make a new code in the owner’s app.',
  ),
  join_unfit: entry(
    409,
    'This till can’t be joined to this business.',
    'Read why, and join another business, or make a new one of it.',
  ),
  office_unreachable: entry(
    503,
    'The office can’t be reached.',
    'Check cable and network. The till keeps selling and sends by itself.',
  ),
  office_answer_odd: entry(
    502,
    'Something other than the office answered.',
    'Sign in to the network, or check the office’s address. The till keeps selling.',
  ),
  signature_invalid: entry(401, 'The request was not signed by this till.', 'Enrol the till again if this stays.'),
  // Till storage.
  store_disk_full: entry(507, 'The disk is full.', 'Free some space. The sale is kept; finished sales are safe.'),
  store_read_only: entry(
    500,
    'The till’s file can’t be written.',
    'Check the rights of the data folder, then start again.',
  ),
  store_locked: entry(500, 'Another program holds the till’s file.', 'Close the other till window, then start again.'),
  store_newer_schema: entry(500, 'The file was written by a newer version of the till.', 'Install the newest version.'),
  store_migration_mismatch: entry(
    500,
    'The file’s history of upgrades is not this program’s.',
    'Install the version that wrote it, or restore a backup.',
  ),
  store_damaged: entry(
    500,
    'The till’s file is damaged; it was set aside and the newest good backup opened.',
    'Keep selling; tell support.',
  ),
  store_not_durable: entry(
    500,
    'The disk does not promise to keep what is written.',
    'The till won’t sell on it; tell support.',
  ),
  store_io: entry(
    500,
    'The disk failed while writing.',
    'The till opens its file again and checks it; change the disk soon.',
  ),
  store_unsure: entry(
    500,
    'The disk failed while saving, and the till can’t say yet whether this was saved.',
    'Try once more: a sale that was saved is shown as it was made, and never made twice. Change the disk soon.',
  ),
  // Devices.
  printer_offline: entry(
    503,
    'The printer does not answer.',
    'Check cable and power. The sale is saved; the receipt waits.',
  ),
  printer_out_of_paper: entry(
    503,
    'The printer is out of paper.',
    'Put in a new roll. The sale is saved; the receipt waits.',
  ),
  printer_cover_open: entry(
    503,
    'The cover of the printer is open.',
    'Close it. The sale is saved; the receipt waits.',
  ),
  printer_stuck: entry(
    503,
    'The printer says that it is stuck.',
    'Look for torn paper at the cutter, then switch it off and on. The sale is saved; the receipt waits.',
  ),
  printer_not_found: entry(
    503,
    'There is no printer of this name on this machine.',
    'Check its name or path under “Printer and drawer”. The sale is saved; the receipt waits.',
  ),
  printer_not_allowed: entry(
    503,
    'This till may not write to its printer.',
    'Let whoever looks after this machine give it the right (on Linux: the group lp). The sale is saved; the receipt waits.',
  ),
} as const satisfies Record<string, ErrorEntry>;

export type ErrorCode = keyof typeof ERRORS;
