-- What the administrator registers. Rows do not refer to each other: what one belongs to may be in the configuration file.

create table millpond_workspace (
  workspace_id uuid not null primary key,
  name varchar(1024) not null
);

create table millpond_item (
  workspace_id uuid not null,
  item_id uuid not null,
  type varchar(32) not null,
  name varchar(1024) not null,
  primary key (workspace_id, item_id)
);

create table millpond_session (
  workspace_id uuid not null,
  item_id uuid not null,
  session_id uuid not null,
  item_type varchar(32) not null,
  cluster varchar(1024) not null,
  primary key (workspace_id, item_id, session_id)
);

create table millpond_application (
  workspace_id uuid not null,
  item_id uuid not null,
  session_id uuid not null,
  place integer not null,
  application_id varchar(1024) not null,
  primary key (workspace_id, item_id, session_id, place)
);

create table millpond_revision (
  revision bigint not null
);

insert into millpond_revision (revision) values (1);
