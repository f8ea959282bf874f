-- What administrators grant at run time: the permissions of a principal, in their order.

create table millpond_grant (
  principal varchar(1024) not null,
  place integer not null,
  permission varchar(4096) not null,
  primary key (principal, place)
);

create table millpond_grant_revision (
  revision bigint not null
);

insert into millpond_grant_revision (revision) values (1);
