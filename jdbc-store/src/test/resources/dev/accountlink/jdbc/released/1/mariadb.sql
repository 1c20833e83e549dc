-- Links, grants and first uses. Every statement may be run twice: two nodes may start at once.
--
-- Keys are SHA-256 in small hexadecimal letters, because a collation cannot confuse those. The texts
-- beside them are what is compared after reading. Times are milliseconds since 1970 in UTC.
--
-- Engine and character set are named, because a server may have others for what names none.

CREATE TABLE IF NOT EXISTS accountlink_schema (
  version INTEGER NOT NULL PRIMARY KEY
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS accountlink_link (
  identity_key VARCHAR(64) NOT NULL PRIMARY KEY,
  authority VARCHAR(255) NOT NULL,
  subject VARCHAR(255) NOT NULL,
  user_key VARCHAR(64) NOT NULL,
  user_id VARCHAR(255) NOT NULL,
  label VARCHAR(255),
  label_key VARCHAR(64),
  linked_at BIGINT,
  last_seen_at BIGINT
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE INDEX IF NOT EXISTS accountlink_link_user ON accountlink_link (user_key);

CREATE INDEX IF NOT EXISTS accountlink_link_label ON accountlink_link (label_key);

-- Whoever changes the links of a user writes this row first.
CREATE TABLE IF NOT EXISTS accountlink_user (
  user_key VARCHAR(64) NOT NULL PRIMARY KEY,
  changes BIGINT NOT NULL
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE TABLE IF NOT EXISTS accountlink_used (
  use_key VARCHAR(64) NOT NULL PRIMARY KEY,
  expires_at BIGINT NOT NULL
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE INDEX IF NOT EXISTS accountlink_used_expiry ON accountlink_used (expires_at);

-- Tokens and what is known of them are in "sealed", under a key that is not in the database.
CREATE TABLE IF NOT EXISTS accountlink_grant (
  grant_id VARCHAR(44) NOT NULL PRIMARY KEY,
  grant_key VARCHAR(64) NOT NULL,
  user_key VARCHAR(64) NOT NULL,
  user_id VARCHAR(255) NOT NULL,
  authority VARCHAR(255) NOT NULL,
  subject VARCHAR(255) NOT NULL,
  purpose VARCHAR(32) NOT NULL,
  version BIGINT NOT NULL,
  key_id INTEGER NOT NULL,
  sealed MEDIUMTEXT NOT NULL,
  lease_holder VARCHAR(64),
  lease_until BIGINT,
  in_doubt BOOLEAN NOT NULL
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE UNIQUE INDEX IF NOT EXISTS accountlink_grant_key ON accountlink_grant (grant_key);

CREATE INDEX IF NOT EXISTS accountlink_grant_user ON accountlink_grant (user_key);

CREATE TABLE IF NOT EXISTS accountlink_revocation (
  revocation_id VARCHAR(44) NOT NULL PRIMARY KEY,
  due_at BIGINT NOT NULL,
  tries INTEGER NOT NULL,
  sealed MEDIUMTEXT NOT NULL
) ENGINE = InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;

CREATE INDEX IF NOT EXISTS accountlink_revocation_due ON accountlink_revocation (due_at);

INSERT INTO accountlink_schema (version)
  SELECT 1 FROM DUAL WHERE NOT EXISTS (SELECT version FROM accountlink_schema WHERE version = 1);
