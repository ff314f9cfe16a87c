-- A page of what somebody was told of, by what it is and where, and how much of it is unread, without reading all that ever was.
create index notifications_by_read on notifications (business_id, user_id, is_read, created_at, id);
create index notifications_by_type on notifications (business_id, user_id, type, created_at, id);
create index notifications_by_store on notifications (business_id, user_id, store_id, created_at, id);
