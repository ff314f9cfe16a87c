-- How customers are found, and who was erased on request.

-- The digits of a phone that stay the same however it is written; what phone-key.ts says.
create function phone_key(phone text) returns text language sql immutable parallel safe
  as $$ select right(regexp_replace(regexp_replace(phone, '[^0-9]', '', 'g'), '^0+', ''), 10) $$;
create index customers_by_phone_key on customers (business_id, phone_key(phone)) where phone <> '';
create index customers_by_lower_name on customers (business_id, lower(name), id);
create index payments_by_customer on payments (business_id, customer_id) where customer_id is not null;
create index credits_by_customer on credits (business_id, customer_id) where customer_id is not null;

-- Customers whose personal data was blanked: their facts keep the id, and show no name any more.
create table erased_customers (
  business_id uuid not null,
  customer_id uuid not null,
  erased_by uuid not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (business_id, customer_id)
);
select guard_tenant_table('erased_customers', 'select, insert');
