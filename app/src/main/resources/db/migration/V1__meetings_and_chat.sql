create table meeting (
  code varchar(32) primary key,
  created_at timestamp with time zone not null
);

create table chat_message (
  id varchar(128) not null,
  room varchar(256) not null,
  sent_at timestamp with time zone not null,
  sender_identity varchar(256) not null,
  sender_name varchar(256) not null,
  text varchar(4000) not null,
  primary key (room, id)
);

create index chat_message_by_time on chat_message (room, sent_at);
create index chat_message_by_age on chat_message (sent_at);
