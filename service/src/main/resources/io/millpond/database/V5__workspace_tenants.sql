-- The tenant a workspace belongs to, if any: callers of another may read nothing in it.

alter table millpond_workspace add column tenant varchar(1024);
