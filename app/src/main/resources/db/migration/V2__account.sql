create table person (
  id uuid primary key,
  email varchar(254) not null unique,
  name varchar(400) not null,
  locale varchar(16) not null,
  administrator boolean not null,
  disabled boolean not null,
  -- Argon2id in its usual text form; null for people who sign in by passkey only.
  password_hash varchar(255),
  created_at timestamp with time zone not null
);

create index person_by_name on person (name);

create table organisation (
  id uuid primary key,
  name varchar(400) not null unique,
  created_at timestamp with time zone not null
);

create table membership (
  person_id uuid not null references person (id) on delete cascade,
  organisation_id uuid not null references organisation (id) on delete cascade,
  role varchar(16) not null,
  primary key (person_id, organisation_id)
);

create table invitation (
  id uuid primary key,
  token_hash varchar(64) not null unique,
  email varchar(254) not null,
  administrator boolean not null,
  organisation_id uuid references organisation (id) on delete cascade,
  invited_by uuid,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null
);

create index invitation_by_email on invitation (email);

-- Accounts that begin when the address is verified: until then there is no person.
create table sign_up (
  token_hash varchar(64) primary key,
  email varchar(254) not null,
  name varchar(400) not null,
  locale varchar(16) not null,
  password_hash varchar(255) not null,
  expires_at timestamp with time zone not null
);

-- A link that works once: the first administrator's (nobody's yet) and password resets.
create table one_time_link (
  token_hash varchar(64) primary key,
  purpose varchar(16) not null,
  person_id uuid references person (id) on delete cascade,
  expires_at timestamp with time zone
);

create table passkey (
  id uuid primary key,
  person_id uuid not null references person (id) on delete cascade,
  credential_id varchar(1400) not null unique,
  -- Attested credential data (WebAuthn 3 §6.5.1): AAGUID, credential id, COSE public key.
  credential bytea not null,
  signature_count bigint not null,
  verified boolean not null,
  backup_eligible boolean not null,
  backed_up boolean not null,
  label varchar(400) not null,
  created_at timestamp with time zone not null,
  last_used_at timestamp with time zone
);

create index passkey_by_person on passkey (person_id);

create table api_token (
  id uuid primary key,
  person_id uuid not null references person (id) on delete cascade,
  token_hash varchar(64) not null unique,
  label varchar(400) not null,
  scopes varchar(200) not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone,
  last_used_at timestamp with time zone
);

create index api_token_by_person on api_token (person_id);

create table server_setting (
  name varchar(64) primary key,
  setting varchar(4000) not null
);

-- Names nobody: actor and object are ids.
create table audit (
  id uuid primary key,
  recorded_at timestamp with time zone not null,
  actor uuid,
  act varchar(64) not null,
  object varchar(256) not null,
  detail varchar(1000) not null
);

create index audit_by_time on audit (recorded_at);

-- Mails that wait to be handed over. Content is sealed: it holds links that grant something.
create table outgoing_mail (
  id uuid primary key,
  recipient varchar(254) not null,
  content bytea not null,
  attempts integer not null,
  next_attempt_at timestamp with time zone not null,
  created_at timestamp with time zone not null
);

create index outgoing_mail_by_due on outgoing_mail (next_attempt_at);

-- Spring Session's tables under our name.
create table person_session (
  primary_id char(36) primary key,
  session_id char(36) not null unique,
  creation_time bigint not null,
  last_access_time bigint not null,
  max_inactive_interval integer not null,
  expiry_time bigint not null,
  principal_name varchar(100)
);

create index person_session_by_expiry on person_session (expiry_time);
create index person_session_by_person on person_session (principal_name);

create table person_session_attributes (
  session_primary_id char(36) not null references person_session (primary_id) on delete cascade,
  attribute_name varchar(200) not null,
  attribute_bytes bytea not null,
  primary key (session_primary_id, attribute_name)
);
