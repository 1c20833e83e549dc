-- Rows as version 1 wrote them. What they are is in Released.java.
INSERT INTO accountlink_link (identity_key, authority, subject, user_key, user_id, label, label_key, linked_at, last_seen_at)
  VALUES ('cbcaf31fbeb37bcb20c1731cb9e7ffb455f4e23bc3732f7aedb894485148fc36', 'https://id.example', '4711', '2bd806c97f0e00af1a1fc3328fa763a9269723c8db8fac4f93af71db186d6e90', 'alice', 'label of 4711', 'b6a2f67ea2dbca9e9827487d20931a2d70cf1609916a5d9bc49d7cdedb42501a', 1772366400000, 1772366401000);
INSERT INTO accountlink_link (identity_key, authority, subject, user_key, user_id, label, label_key, linked_at, last_seen_at)
  VALUES ('9f75befefe22c88a38a0ba204161310f6c7c6bd7814586edc42d9a140de07acf', 'https://id.example', 'no note', '2bd806c97f0e00af1a1fc3328fa763a9269723c8db8fac4f93af71db186d6e90', 'alice', NULL, NULL, NULL, NULL);
INSERT INTO accountlink_link (identity_key, authority, subject, user_key, user_id, label, label_key, linked_at, last_seen_at)
  VALUES ('0a4aaec68f5d12acdd5405ef2593a68f144591e8c817a5ea8df8ca26125508fc', 'https://id.example', 'ä 😀 ', '81b637d8fcd2c6da6359e6963113a1170de795e4b725b84d1e0b4cfd9ec58ce9', 'bob', '😀 ä', '9bb2bd989cc73e05f759d67a6caf344d38ebac9f7950cd20526d6758c0a2c61f', 1772366400000, NULL);
INSERT INTO accountlink_user (user_key, changes)
  VALUES ('2bd806c97f0e00af1a1fc3328fa763a9269723c8db8fac4f93af71db186d6e90', 2);
INSERT INTO accountlink_user (user_key, changes)
  VALUES ('81b637d8fcd2c6da6359e6963113a1170de795e4b725b84d1e0b4cfd9ec58ce9', 1);
INSERT INTO accountlink_used (use_key, expires_at)
  VALUES ('475a6fd00ba106a7a71a66307ebab3e9998b045c3a355c0a88e1a19562be3be4', 4102444800000);
INSERT INTO accountlink_grant (grant_id, grant_key, user_key, user_id, authority, subject, purpose, version, key_id, sealed, lease_holder, lease_until, in_doubt)
  VALUES ('4162636465666768696a6b6c6d6e6f707172735f2d30', '76765c9f695eb3d39197816fd991a212674ba712aad85f80dd737e62b944c0bb', '2bd806c97f0e00af1a1fc3328fa763a9269723c8db8fac4f93af71db186d6e90', 'alice', 'https://id.example', '4711', 'IMPORT', 7, 3, 'sealed of 4711', NULL, NULL, FALSE);
INSERT INTO accountlink_grant (grant_id, grant_key, user_key, user_id, authority, subject, purpose, version, key_id, sealed, lease_holder, lease_until, in_doubt)
  VALUES ('5a62636465666768696a6b6c6d6e6f707172735f2d30', 'd8873e6820b03088ec5c3f793f24ee90adc7b9750a52292054f3244da8625369', '81b637d8fcd2c6da6359e6963113a1170de795e4b725b84d1e0b4cfd9ec58ce9', 'bob', 'https://id.example', 'ä 😀 ', 'IMPORT', 1, 1, 'sealed of bob', '6e45386daeb0b86da1ac4c609001d1e973f90314f0b709175264865c42dc6ba7', 4102444800000, TRUE);
INSERT INTO accountlink_revocation (revocation_id, due_at, tries, sealed)
  VALUES ('5262636465666768696a6b6c6d6e6f707172735f2d30', 1772366400000, 2, 'sealed tokens');
