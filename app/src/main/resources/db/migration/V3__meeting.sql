-- Meetings belong to someone, and say who may come in and who may do what.
alter table meeting add column title varchar(200) default '' not null;
alter table meeting add column owner_id uuid;
alter table meeting add column host_key_hash varchar(64);
alter table meeting add column passcode_hash varchar(64);
alter table meeting add column access varchar(16) default 'OPEN' not null;
alter table meeting add column locked_at timestamp with time zone;
alter table meeting add column may_share boolean default true not null;
alter table meeting add column may_chat boolean default true not null;
alter table meeting add column may_chat_privately boolean default true not null;
alter table meeting add column may_unmute boolean default true not null;
alter table meeting add column may_video boolean default true not null;
alter table meeting add column may_react boolean default true not null;
alter table meeting add column suspended_at timestamp with time zone;
alter table meeting add column spotlight varchar(256);
alter table meeting add column personal boolean default false not null;
alter table meeting add column start_at timestamp with time zone;
alter table meeting add column zone varchar(64);
alter table meeting add column duration_minutes integer;
-- SEQUENCE of its invitations (RFC 5545 §3.8.7.4).
alter table meeting add column revision integer default 0 not null;
alter table meeting add column ended_at timestamp with time zone;
alter table meeting add column used_at timestamp with time zone;

update meeting set used_at = created_at;

create index meeting_by_owner on meeting (owner_id);

create table invitee (
  meeting varchar(32) not null references meeting (code) on delete cascade,
  email varchar(254) not null,
  primary key (meeting, email)
);

create index invitee_by_email on invitee (email);

-- Everybody who asked to come into a meeting, and what became of it.
create table attendee (
  id uuid primary key,
  meeting varchar(32) not null references meeting (code) on delete cascade,
  identity varchar(64) not null,
  person_id uuid,
  name varchar(400) not null,
  standing varchar(16) not null,
  attendee_role varchar(16) not null,
  sent_back boolean default false not null,
  ticket_hash varchar(64),
  asked_at timestamp with time zone not null,
  expires_at timestamp with time zone,
  hand_at timestamp with time zone,
  inside boolean default false not null,
  away_since timestamp with time zone,
  unique (meeting, identity)
);

create unique index attendee_by_person on attendee (person_id, meeting);
create index attendee_by_ticket on attendee (ticket_hash);
create index attendee_by_expiry on attendee (standing, expires_at);

alter table chat_message add column is_private boolean default false not null;

create table chat_recipient (
  room varchar(256) not null,
  message_id varchar(128) not null,
  identity varchar(256) not null,
  primary key (room, message_id, identity),
  foreign key (room, message_id) references chat_message (room, id) on delete cascade
);
