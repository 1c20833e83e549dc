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
