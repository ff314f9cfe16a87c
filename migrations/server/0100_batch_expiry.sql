-- What expires soon is asked each day of all that ever came in.
create index batches_by_expiry on batches (business_id, expires_on) where expires_on is not null;
