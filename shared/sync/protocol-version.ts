/**
 * The version of the wire between till and server. The test beside it pins a hash of every wire schema:
 * change one, and this number and its history line move with it.
 *
 * 1: hello, push, pull, quarantine, enrol, token.
 * 2: money without goods, what customers owe, gift cards and store credit, tills that begin alone (adopt, join), the audit
 *    of closed days, and files of changes that a person carries.
 * 3: expenses.
 * 4: goods that go from store to store, suppliers, and counts that say when each shelf was counted.
 * 5: promotions and sets.
 * 6: voided sales, and sales whose money was settled since.
 * 7: receipts that are read over the web.
 * 8: records that tills give back to a server that came back from an older backup, and cases
 *    that a person settles.
 * 9: a machine that becomes another till asks what the office still has of the one that it was.
 * 10: tills look up a sale that they have not, and send photos of expenses and support bundles.
 */
export const PROTOCOL_VERSION = 10;

/** From here on a till that must read anew is told that the server came back from a backup, and offers what that may lack. */
export const OFFERS_FROM_PROTOCOL = 8;

/** Pull is understood for this protocol and at least the two before; push, which carries sales, for every one ever shipped. */
export const PROTOCOL_PULL_MIN = 1;

/** The version of the till's tables that feed rows fit into. */
export const SCHEMA_VERSION = 1;
