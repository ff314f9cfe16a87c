import { foldWords } from '#shared/catalogue/search/fold-words.ts';
import { phoneKey } from '#shared/people/phone-key.ts';
import { type Connection } from '../connection.ts';

export type CustomerRow = {
  readonly id: string;
  readonly name: string;
  readonly phone: string;
  readonly email: string;
  readonly creditLimitMinor: number;
  readonly priceListId: string | null;
  /** 1 or 0. */
  readonly taxExempt: number;
};

const CUSTOMER =
  'id, name, phone, email, credit_limit_minor AS creditLimitMinor, price_list_id AS priceListId, tax_exempt AS taxExempt';

export function readCustomers(db: Connection) {
  const byId = db.prepare<[string], CustomerRow>(
    `SELECT ${CUSTOMER} FROM customers WHERE id = ? AND is_deleted = 0 AND is_active = 1`,
  );
  const byPhone = db.prepare<[string], CustomerRow>(
    `SELECT ${CUSTOMER} FROM customers WHERE phone_key = ? AND phone_key <> '' AND is_deleted = 0 AND is_active = 1`,
  );
  const search = db.prepare<[string, string, string, number], CustomerRow>(
    `SELECT ${CUSTOMER} FROM customers WHERE is_deleted = 0 AND is_active = 1
     AND (NOT EXISTS (SELECT 1 FROM json_each(?) AS part WHERE instr(name_key || ' ' || phone_key, part.value) = 0) OR (? <> '' AND instr(phone_key, ?) > 0))
     ORDER BY name COLLATE NOCASE LIMIT ?`,
  );
  return {
    byId: (id: string): CustomerRow | null => byId.get(id) ?? null,
    /** Whoever has this phone, however it was written. */
    byPhone: (phone: string): CustomerRow[] => byPhone.all(phoneKey(phone)),
    /** By parts of words of the name, accents or not, and of the phone's digits; in order of their names. */
    search: (text: string, limit: number): CustomerRow[] => {
      const words = foldWords(text);
      const digits = /^[\d\s+()./-]+$/.test(text) ? phoneKey(text) : '';
      if (text !== '' && words.length === 0 && digits === '') return [];
      return search.all(JSON.stringify(words.map((word) => word.replace(/^0+(?=\d)/, ''))), digits, digits, limit);
    },
  };
}

/** Gives the customers of a file from before their keys theirs; done once, when such a file is opened. */
export function fillCustomerKeys(db: Connection): void {
  const rows = db.prepare<[], { id: string; name: string; phone: string }>(
    "SELECT id, name, phone FROM customers WHERE name_key = '' AND phone_key = ''",
  );
  const put = db.prepare('UPDATE customers SET name_key = ?, phone_key = ? WHERE id = ?');
  for (const { id, name, phone } of rows.all()) {
    const keys = customerKeys(name, phone);
    put.run(keys.nameKey, keys.phoneKey, id);
  }
}

/** What a customer is found by. */
export function customerKeys(name: string, phone: string): { readonly nameKey: string; readonly phoneKey: string } {
  return { nameKey: foldWords(name).join(' '), phoneKey: phoneKey(phone) };
}
