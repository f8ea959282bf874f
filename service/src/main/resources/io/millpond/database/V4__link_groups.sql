-- A link is good as long as whoever asked for the export may read the cluster, by themselves or by a group they were in then.
-- A JSON array of principals; none for an export of before.

alter table millpond_operation add column caller_groups varchar(1000000);
