-- What many forges have: a user signs in as this subject of that issuer. The primary key gives an
-- identity to one user only. Both columns must tell "ABC" from "abc" and from "abc ".
CREATE TABLE login (
  user_name VARCHAR(255) NOT NULL,
  issuer VARCHAR(255) NOT NULL,
  subject VARCHAR(255) NOT NULL,
  PRIMARY KEY (issuer, subject)
);

CREATE INDEX login_user ON login (user_name);

-- One row, locked by whoever changes links. Any row that is always there would do.
CREATE TABLE login_lock (id INTEGER PRIMARY KEY);

INSERT INTO login_lock (id) VALUES (1);
