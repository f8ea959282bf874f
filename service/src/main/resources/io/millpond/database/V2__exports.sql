-- Exports of logs. Several Millponds may share the tables; each sees its own rows only, as the files lie on its disk.
-- Times are milliseconds since 1970. No secret is here: a link's secret is stored as its SHA-256.

create table millpond_operation (
  operation_key varchar(64) not null primary key,
  instance varchar(64) not null,
  platform varchar(1024) not null,
  workspace_key varchar(1024) not null,
  cluster_key varchar(1024) not null,
  cluster_name varchar(4096) not null,
  caller varchar(4096) not null,
  request varchar(1000000) not null,
  object_name varchar(256) not null,
  secret_hash varchar(64) not null unique,
  time_started bigint not null,
  status varchar(16) not null,
  status_details varchar(4096) not null,
  time_finished bigint,
  error_code varchar(64),
  error_message varchar(4096),
  receipt varchar(100000),
  file_bytes bigint,
  file_md5 varchar(32),
  link_expires bigint
);

create index millpond_operation_instance on millpond_operation (instance);

-- What a token was used for, by the hash of all that makes it one: instance, caller, cluster, token.
create table millpond_retry_token (
  token_hash varchar(64) not null primary key,
  instance varchar(64) not null,
  operation_key varchar(64) not null,
  request_hash varchar(64) not null,
  expires bigint not null
);
