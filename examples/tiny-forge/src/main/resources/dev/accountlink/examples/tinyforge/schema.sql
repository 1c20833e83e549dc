-- A user without a password has NULL here: no text, not even a marker, stands for "none".
CREATE TABLE IF NOT EXISTS users (
  id                 VARCHAR(36)              PRIMARY KEY,
  username           VARCHAR(39)              NOT NULL,
  username_key       VARCHAR(39)              NOT NULL UNIQUE,
  display_name       VARCHAR(200)             NOT NULL,
  email              VARCHAR(254),
  email_key          VARCHAR(254)             UNIQUE,
  email_verified     BOOLEAN                  NOT NULL,
  password_hash      VARCHAR(60),
  status             VARCHAR(20)              NOT NULL,
  session_generation INTEGER                  DEFAULT 0 NOT NULL,
  created_at         TIMESTAMP WITH TIME ZONE NOT NULL,
  CONSTRAINT password_hash_is_a_hash CHECK (CHAR_LENGTH(password_hash) = 60)
);

CREATE TABLE IF NOT EXISTS repositories (
  id          VARCHAR(36)              PRIMARY KEY,
  owner_id    VARCHAR(36)              NOT NULL REFERENCES users (id),
  name        VARCHAR(64)              NOT NULL,
  name_key    VARCHAR(64)              NOT NULL,
  description VARCHAR(300)             NOT NULL,
  created_at  TIMESTAMP WITH TIME ZONE NOT NULL,
  UNIQUE (owner_id, name_key)
);

-- for data folders of an earlier time
ALTER TABLE users ADD COLUMN IF NOT EXISTS staff BOOLEAN DEFAULT FALSE NOT NULL;
ALTER TABLE users ADD COLUMN IF NOT EXISTS kept_session VARCHAR(36);

-- The secret of a user's authenticator app. It counts once a code has confirmed it.
CREATE TABLE IF NOT EXISTS second_factors (
  user_id      VARCHAR(36) PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE,
  secret       VARCHAR(32) NOT NULL,
  confirmed    BOOLEAN     NOT NULL,
  last_step    BIGINT      NOT NULL,
  wrong_codes  INTEGER     NOT NULL,
  paused_until TIMESTAMP WITH TIME ZONE
);

-- Who has passed everything but the second factor. The browser holds what the hash is of.
CREATE TABLE IF NOT EXISTS half_sign_ins (
  token_hash         VARCHAR(64)              PRIMARY KEY,
  user_id            VARCHAR(36)              NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  session_generation INTEGER                  NOT NULL,
  continue_to        VARCHAR(255)             NOT NULL,
  expires_at         TIMESTAMP WITH TIME ZONE NOT NULL
);

-- As whom a user's commits are written. A row counts while the link of its identity stands.
CREATE TABLE IF NOT EXISTS commit_identities (
  user_id   VARCHAR(36)  NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  authority VARCHAR(255) NOT NULL,
  subject   VARCHAR(255) NOT NULL,
  email_key VARCHAR(254) NOT NULL,
  email     VARCHAR(254) NOT NULL,
  name      VARCHAR(255) NOT NULL,
  author    BOOLEAN      NOT NULL,
  PRIMARY KEY (user_id, authority, subject, email_key)
);
CREATE INDEX IF NOT EXISTS commit_identities_by_email ON commit_identities (email_key);

-- What providers last told of addresses that count. A row counts while the link of its identity
-- stands.
CREATE TABLE IF NOT EXISTS proven_addresses (
  user_id   VARCHAR(36)  NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  authority VARCHAR(255) NOT NULL,
  subject   VARCHAR(255) NOT NULL,
  position  INTEGER      NOT NULL,
  email     VARCHAR(254) NOT NULL,
  name      VARCHAR(255) NOT NULL,
  PRIMARY KEY (user_id, authority, subject, position)
);

-- Imports of repositories, one row each. "tries" names an attempt; "repository_id" is the id that
-- the repository gets in the end.
CREATE TABLE IF NOT EXISTS imports (
  id            VARCHAR(36)              PRIMARY KEY,
  user_id       VARCHAR(36)              NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  provider      VARCHAR(32)              NOT NULL,
  remote_id     VARCHAR(255)             NOT NULL,
  remote_name   VARCHAR(1000)            NOT NULL,
  repository_id VARCHAR(36)              NOT NULL UNIQUE,
  name          VARCHAR(64)              NOT NULL,
  way           VARCHAR(10)              NOT NULL,
  state         VARCHAR(10)              NOT NULL,
  step          VARCHAR(10)              NOT NULL,
  work_done     INTEGER                  DEFAULT 0 NOT NULL,
  work_total    INTEGER                  DEFAULT 0 NOT NULL,
  bytes         BIGINT                   DEFAULT 0 NOT NULL,
  size          BIGINT,
  trouble       VARCHAR(30),
  trouble_page  VARCHAR(2000),
  not_before    TIMESTAMP WITH TIME ZONE,
  tries         INTEGER                  DEFAULT 0 NOT NULL,
  cleared       BOOLEAN                  DEFAULT FALSE NOT NULL,
  created_at    TIMESTAMP WITH TIME ZONE NOT NULL
);
ALTER TABLE imports ADD COLUMN IF NOT EXISTS trouble_page VARCHAR(2000);
CREATE INDEX IF NOT EXISTS imports_of_users ON imports (user_id, created_at);

-- Public halves of deploy keys that are, or may be, registered at a provider. The private halves
-- are never written down.
CREATE TABLE IF NOT EXISTS import_keys (
  public_key  VARCHAR(100)             PRIMARY KEY,
  user_id     VARCHAR(36)              NOT NULL REFERENCES users (id) ON DELETE CASCADE,
  provider    VARCHAR(32)              NOT NULL,
  remote_id   VARCHAR(255)             NOT NULL,
  remote_name VARCHAR(1000)            NOT NULL,
  created_at  TIMESTAMP WITH TIME ZONE NOT NULL
);
