-- What people said of what tills and server could not settle by themselves.

alter table sync_cases add column settled_reason text not null default '';

-- That somebody looked at a change which was applied for review, with the reasons that stood there then: a reason that comes
-- later, such as a refund that turned out to be too much, makes it unseen again.
create table change_reviews (
  business_id uuid not null,
  change_id uuid not null,
  reasons text[] not null,
  note text not null,
  seen_by uuid not null,
  seen_at timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (business_id, change_id)
);
select guard_tenant_table('change_reviews', 'select, insert, update');

create index changes_for_review on changes (business_id, created_at) where outcome = 'applied_for_review';
create index sales_orders_for_review on sales_orders (business_id, received_at) where needs_review;
