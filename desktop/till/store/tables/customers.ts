import { type Connection } from '../connection.ts';

export type CustomerRow = {
  readonly id: string;
  readonly name: string;
  readonly phone: string;
  readonly email: string;
  readonly creditLimitMinor: number;
  readonly priceListId: string | null;
};

const CUSTOMER = 'id, name, phone, email, credit_limit_minor AS creditLimitMinor, price_list_id AS priceListId';

export function readCustomers(db: Connection) {
  const byId = db.prepare<[string], CustomerRow>(
    `SELECT ${CUSTOMER} FROM customers WHERE id = ? AND is_deleted = 0 AND is_active = 1`,
  );
  const byPhone = db.prepare<[string], CustomerRow>(
    `SELECT ${CUSTOMER} FROM customers WHERE phone = ? AND phone <> '' AND is_deleted = 0 AND is_active = 1`,
  );
  const search = db.prepare<[string, string, number], CustomerRow>(
    `SELECT ${CUSTOMER} FROM customers WHERE is_deleted = 0 AND is_active = 1 AND (name LIKE '%' || ? || '%' ESCAPE '\\' OR phone LIKE '%' || ? || '%' ESCAPE '\\')
     ORDER BY name COLLATE NOCASE LIMIT ?`,
  );
  const owes = db.prepare<[string], { minor: number }>(
    `SELECT coalesce(sum(amount_minor), 0) AS minor FROM sales JOIN payments ON sale_id = sales.id WHERE customer_id = ? AND method = 'credit'`,
  );
  return {
    byId: (id: string): CustomerRow | null => byId.get(id) ?? null,
    byPhone: (phone: string): CustomerRow[] => byPhone.all(phone),
    /** By any part of name or phone, in order of their names. */
    search: (text: string, limit: number): CustomerRow[] => {
      const plain = text.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`);
      return search.all(plain, plain, limit);
    },
    /** What a customer has on account by the sales that this till knows. */
    owesMinor: (id: string): number => owes.get(id)?.minor ?? 0,
  };
}
