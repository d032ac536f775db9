SELECT id FROM users WHERE username = 'kwame'
INSERT INTO users (username, email, password_hash, first_name, last_name, created_at, updated_at) VALUES ('kwame', 'kwame@example.com', '$argon2id$v=19$m=19456,t=2,p=1$D1+1pmVRrbUD31AQ54J9fg$SsUip8NMDpJjkOTpytAtv4T0kpGDymbtw5Lqv79KxiI', 'Kwame', 'Mensah', UTC_TIMESTAMP(6), UTC_TIMESTAMP(6))
SELECT id FROM users WHERE username = 'ama'
INSERT INTO users (username, email, password_hash, first_name, last_name, created_at, updated_at) VALUES ('ama', 'ama@example.com', '$argon2id$v=19$m=19456,t=2,p=1$hi8Cw8afh59k4Py9cRQ+cQ$KF5YpPUK1+mPlnxfoEZD/rfGYz6Q67zieqC7qpHoSgQ', 'Ama', 'Aidoo', UTC_TIMESTAMP(6), UTC_TIMESTAMP(6))
SELECT id FROM users WHERE username = 'kofi'
INSERT INTO users (username, email, password_hash, first_name, last_name, created_at, updated_at) VALUES ('kofi', 'kofi@example.com', '$argon2id$v=19$m=19456,t=2,p=1$bIAddzER8tZxnUEEpcU2DA$TZgcvuysVXvujJZoVwFp4SOK2sIifZrYUYAdwzy1rWc', 'Kofi', 'Asare', UTC_TIMESTAMP(6), UTC_TIMESTAMP(6))
SELECT id FROM conversations ORDER BY id LIMIT 1
INSERT INTO conversations (id, title, last_seq, version, created_at, updated_at) VALUES (1, 'Project', 2, 3, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6))
INSERT INTO participants (conversation_id, user_id, role, version, joined_at) VALUES (1, 2, 'owner', 1, UTC_TIMESTAMP(6))
INSERT INTO participants (conversation_id, user_id, role, version, joined_at) VALUES (1, 1, 'member', 1, UTC_TIMESTAMP(6))
INSERT INTO messages (conversation_id, seq, sender_id, content, version, created_at, updated_at) VALUES (1, 1, 2, 'Hi Kwame, shall we go through the project today?', 2, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6))
INSERT INTO messages (conversation_id, seq, sender_id, content, version, created_at, updated_at) VALUES (1, 2, 1, 'Hello Ama, yes: at three?', 3, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6))
SELECT id FROM users WHERE username = 'admin' FOR UPDATE
SELECT id FROM users WHERE unique_email = 'admin@example.com'
INSERT INTO users (username, email, password_hash, is_admin, created_at, updated_at) VALUES ('admin', 'admin@example.com', '$argon2id$v=19$m=19456,t=2,p=1$aJ/PZb55D3HB7oNeuXKHxw$duiHsOM9DwlmXBzUXhZ1Die8ZwCu4x0aoMjUhuconds', TRUE, UTC_TIMESTAMP(6), UTC_TIMESTAMP(6))
SELECT DATABASE()
SELECT version()
SELECT DATABASE()
SELECT DATABASE()
SELECT SUBSTRING_INDEX(USER(),'@',1)
SELECT DATABASE()
SELECT ID, is_active, is_admin, created_at, EMAIL, is_external, first_name, last_name, password_hash, REVISION, updated_at, USERNAME FROM users WHERE (USERNAME = 'efua')
SELECT ID, is_active, is_admin, created_at, EMAIL, is_external, first_name, last_name, password_hash, REVISION, updated_at, USERNAME FROM users WHERE ((EMAIL = 'efua@example.com') AND (is_external = 0))
INSERT INTO users (is_active, is_admin, created_at, EMAIL, is_external, first_name, last_name, password_hash, REVISION, updated_at, USERNAME) VALUES (1, 0, '2026-11-22 12:17:54.11273', 'efua@example.com', 0, 'Efua', '', '$argon2id$v=19$m=64,t=1,p=1$fImwfsjVCWeEyyawniWQVg$X8rjpwhLXYMijiqtGz9ZzhnkgzDSXRRpV/WUfddQgQ4', 1, '2026-11-22 12:17:54.11273', 'efua')
SELECT DISTINCT t0.ADDRESS AS a1 FROM sessions t0, users t1 WHERE (((t1.USERNAME = 'efua') AND (t0.last_used_at > '2026-10-23 12:17:54.52865')) AND (t1.ID = t0.user_id)) LIMIT 1000 OFFSET 0
SELECT HEX(WEIGHT_STRING(CONVERT('efua' USING utf8mb4) COLLATE utf8mb4_0900_as_ci))
SELECT state as state FROM throttle_buckets WHERE id = '1312f8dbc4cc84cf957fbc5e6d23608308642a3e049798aed73075d10b239dae' FOR UPDATE
INSERT IGNORE INTO throttle_buckets(id, state) VALUES('1312f8dbc4cc84cf957fbc5e6d23608308642a3e049798aed73075d10b239dae', null)
SELECT state as state FROM throttle_buckets WHERE id = '1312f8dbc4cc84cf957fbc5e6d23608308642a3e049798aed73075d10b239dae' FOR UPDATE
SELECT state as state FROM throttle_buckets WHERE id = '1312f8dbc4cc84cf957fbc5e6d23608308642a3e049798aed73075d10b239dae' FOR UPDATE
UPDATE throttle_buckets SET state=x'0000000100000001000000010000000100000000000f424000000000000f424000000000000dbba00000000000000001008000000000000000000000000003000000010000000318ea5d32f5d9bec000000000000f423f0000000000000000000000010000000000000001',expires_at=1795349934923 WHERE id='1312f8dbc4cc84cf957fbc5e6d23608308642a3e049798aed73075d10b239dae'
SELECT state as state FROM throttle_buckets WHERE id = '57d79b6fac8215da82341cf59e8c47b1f0ebccedada5aac1892976daf83e8b3c' FOR UPDATE
INSERT IGNORE INTO throttle_buckets(id, state) VALUES('57d79b6fac8215da82341cf59e8c47b1f0ebccedada5aac1892976daf83e8b3c', null)
SELECT state as state FROM throttle_buckets WHERE id = '57d79b6fac8215da82341cf59e8c47b1f0ebccedada5aac1892976daf83e8b3c' FOR UPDATE
SELECT state as state FROM throttle_buckets WHERE id = '57d79b6fac8215da82341cf59e8c47b1f0ebccedada5aac1892976daf83e8b3c' FOR UPDATE
UPDATE throttle_buckets SET state=x'00000001000000010000000100000001000000000000001e000000000000001e00000006fc23ac000000000000000001008000000000000000000000000003000000010000000318ea5d32fa7fee40000000000000001d0000000000000000000000010000000000000001',expires_at=1795349964993 WHERE id='57d79b6fac8215da82341cf59e8c47b1f0ebccedada5aac1892976daf83e8b3c'
SELECT ID, is_active, is_admin, created_at, EMAIL, is_external, first_name, last_name, password_hash, REVISION, updated_at, USERNAME FROM users WHERE (USERNAME = 'efua')
SELECT ID, is_active, is_admin, created_at, EMAIL, is_external, first_name, last_name, password_hash, REVISION, updated_at, USERNAME FROM users WHERE (USERNAME = 'efua') FOR UPDATE
DELETE FROM sessions WHERE ((user_id = 5) AND ((expires_at < '2026-10-23 12:17:55.629881') OR (revoked_at < '2026-10-23 12:17:55.629881')))
INSERT INTO sessions (ADDRESS, created_at, DEVICE, expires_at, last_used_at, revoked_at, token_hash, traded_at, traded_hash, traded_key, user_id) VALUES ('127.0.0.1', '2026-11-22 12:17:55.628842', 'Java-http-client/17.0.15', '2027-02-20 12:17:55.628842', '2026-11-22 12:17:55.628842', null, x'0000000000000000000000000000000000000000000000000000000000000000', null, null, null, 5)
UPDATE sessions SET token_hash = x'5c280e0ff217cf6c0e424527b57d660d06a7975d210c4067a8d3d6b9834a46bf', last_used_at = '2026-11-22 12:17:55.670924' WHERE (ID = 1)
SELECT state as state FROM throttle_buckets WHERE id = '1312f8dbc4cc84cf957fbc5e6d23608308642a3e049798aed73075d10b239dae' FOR UPDATE
UPDATE throttle_buckets SET state=x'0000000100000001000000010000000100000000000f424000000000000f424000000000000dbba00000000000000001008000000000000000000000000003000000010000000318ea5d332a7b418000000000000f42400000000000000000000000010000000000000001',expires_at=1795349935798 WHERE id='1312f8dbc4cc84cf957fbc5e6d23608308642a3e049798aed73075d10b239dae'
SELECT state as state FROM throttle_buckets WHERE id = '57d79b6fac8215da82341cf59e8c47b1f0ebccedada5aac1892976daf83e8b3c' FOR UPDATE
UPDATE throttle_buckets SET state=x'00000001000000010000000100000001000000000000001e000000000000001e00000006fc23ac000000000000000001008000000000000000000000000003000000010000000318ea5d332ad6cf00000000000000001e0000000000000000000000010000000000000001',expires_at=1795349935805 WHERE id='57d79b6fac8215da82341cf59e8c47b1f0ebccedada5aac1892976daf83e8b3c'
SELECT ID, ADDRESS, created_at, DEVICE, expires_at, last_used_at, revoked_at, token_hash, traded_at, traded_hash, traded_key, user_id FROM sessions WHERE (ID = 1)
SELECT ID, is_active, is_admin, created_at, EMAIL, is_external, first_name, last_name, password_hash, REVISION, updated_at, USERNAME FROM users WHERE (ID = 5)
SELECT ID, is_active, is_admin, created_at, EMAIL, is_external, first_name, last_name, password_hash, REVISION, updated_at, USERNAME FROM users WHERE (ID = 5)
SELECT COUNT(ID) FROM users WHERE ((is_active = 1) AND ((USERNAME LIKE '%kwa%' ESCAPE '!' OR first_name LIKE '%kwa%' ESCAPE '!') OR last_name LIKE '%kwa%' ESCAPE '!'))
SELECT ID AS a1, is_active AS a2, is_admin AS a3, created_at AS a4, EMAIL AS a5, is_external AS a6, first_name AS a7, last_name AS a8, password_hash AS a9, REVISION AS a10, updated_at AS a11, USERNAME AS a12 FROM users WHERE ((is_active = 1) AND ((USERNAME LIKE '%kwa%' ESCAPE '!' OR first_name LIKE '%kwa%' ESCAPE '!') OR last_name LIKE '%kwa%' ESCAPE '!')) ORDER BY USERNAME ASC LIMIT 20 OFFSET 0
SELECT ID, is_active, is_admin, created_at, EMAIL, is_external, first_name, last_name, password_hash, REVISION, updated_at, USERNAME FROM users WHERE (ID = 5) FOR UPDATE
SELECT ID, is_active, is_admin, created_at, EMAIL, is_external, first_name, last_name, password_hash, REVISION, updated_at, USERNAME FROM users WHERE (USERNAME = 'efua')
SELECT ID, is_active, is_admin, created_at, EMAIL, is_external, first_name, last_name, password_hash, REVISION, updated_at, USERNAME FROM users WHERE ((EMAIL = 'efua@example.com') AND (is_external = 0))
UPDATE users SET last_name = 'Sutherland', REVISION = 2, updated_at = '2026-11-22 12:17:56.982151' WHERE (ID = 5)
SELECT COUNT(ID) FROM sessions WHERE ((((user_id = 5) AND (revoked_at IS NULL)) AND (expires_at > '2026-11-22 12:17:57.033393')) AND (last_used_at > '2026-11-08 12:17:57.033393'))
SELECT ID AS a1, ADDRESS AS a2, created_at AS a3, DEVICE AS a4, expires_at AS a5, last_used_at AS a6, revoked_at AS a7, token_hash AS a8, traded_at AS a9, traded_hash AS a10, traded_key AS a11, user_id AS a12 FROM sessions WHERE ((((user_id = 5) AND (revoked_at IS NULL)) AND (expires_at > '2026-11-22 12:17:57.033393')) AND (last_used_at > '2026-11-08 12:17:57.033393')) ORDER BY last_used_at DESC, ID DESC LIMIT 20 OFFSET 0
SELECT ID, ADDRESS, created_at, DEVICE, expires_at, last_used_at, revoked_at, token_hash, traded_at, traded_hash, traded_key, user_id FROM sessions WHERE (ID = 1) FOR UPDATE
SELECT ID, is_active, is_admin, created_at, EMAIL, is_external, first_name, last_name, password_hash, REVISION, updated_at, USERNAME FROM users WHERE (ID = 5)
UPDATE sessions SET traded_hash = x'5c280e0ff217cf6c0e424527b57d660d06a7975d210c4067a8d3d6b9834a46bf', traded_at = '2026-11-22 12:17:57.29416', token_hash = x'4304a11767679fa6ef36afb215fa72c84e386d41f4af575b1837306108480ee2', last_used_at = '2026-11-22 12:17:57.296123' WHERE (ID = 1)
SELECT ID, ADDRESS, created_at, DEVICE, expires_at, last_used_at, revoked_at, token_hash, traded_at, traded_hash, traded_key, user_id FROM sessions WHERE (ID = 1) FOR UPDATE
UPDATE sessions SET revoked_at = '2026-11-22 12:17:57.494704' WHERE (ID = 1)
SELECT DISTINCT t0.ADDRESS AS a1 FROM sessions t0, users t1 WHERE (((t1.USERNAME = 'efua') AND (t0.last_used_at > '2026-10-23 12:17:57.573823')) AND (t1.ID = t0.user_id)) LIMIT 1000 OFFSET 0
SELECT HEX(WEIGHT_STRING(CONVERT('efua' USING utf8mb4) COLLATE utf8mb4_0900_as_ci))
SELECT state as state FROM throttle_buckets WHERE id = '1312f8dbc4cc84cf957fbc5e6d23608308642a3e049798aed73075d10b239dae' FOR UPDATE
UPDATE throttle_buckets SET state=x'0000000100000001000000010000000100000000000f424000000000000f424000000000000dbba00000000000000001008000000000000000000000000003000000010000000318ea5d3396021c8000000000000f423f0000000000000000000000010000000000000002',expires_at=1795349937603 WHERE id='1312f8dbc4cc84cf957fbc5e6d23608308642a3e049798aed73075d10b239dae'
SELECT state as state FROM throttle_buckets WHERE id = 'd4c1dac6412605bf6442cc3bdf33666f549750270ffb1ba03220ef63b530325a' FOR UPDATE
INSERT IGNORE INTO throttle_buckets(id, state) VALUES('d4c1dac6412605bf6442cc3bdf33666f549750270ffb1ba03220ef63b530325a', null)
SELECT state as state FROM throttle_buckets WHERE id = 'd4c1dac6412605bf6442cc3bdf33666f549750270ffb1ba03220ef63b530325a' FOR UPDATE
SELECT state as state FROM throttle_buckets WHERE id = 'd4c1dac6412605bf6442cc3bdf33666f549750270ffb1ba03220ef63b530325a' FOR UPDATE
UPDATE throttle_buckets SET state=x'00000001000000010000000100000001000000000000001e000000000000001e00000006fc23ac000000000000000001008000000000000000000000000003000000010000000318ea5d3396a9f540000000000000001d0000000000000000000000010000000000000001',expires_at=1795349967613 WHERE id='d4c1dac6412605bf6442cc3bdf33666f549750270ffb1ba03220ef63b530325a'
SELECT ID, is_active, is_admin, created_at, EMAIL, is_external, first_name, last_name, password_hash, REVISION, updated_at, USERNAME FROM users WHERE (USERNAME = 'efua')
SELECT ID, is_active, is_admin, created_at, EMAIL, is_external, first_name, last_name, password_hash, REVISION, updated_at, USERNAME FROM users WHERE (USERNAME = 'efua') FOR UPDATE
DELETE FROM sessions WHERE ((user_id = 5) AND ((expires_at < '2026-10-23 12:17:57.623956') OR (revoked_at < '2026-10-23 12:17:57.623956')))
INSERT INTO sessions (ADDRESS, created_at, DEVICE, expires_at, last_used_at, revoked_at, token_hash, traded_at, traded_hash, traded_key, user_id) VALUES ('127.0.0.1', '2026-11-22 12:17:57.623895', 'Java-http-client/17.0.15', '2027-02-20 12:17:57.623895', '2026-11-22 12:17:57.623895', null, x'0000000000000000000000000000000000000000000000000000000000000000', null, null, null, 5)
UPDATE sessions SET token_hash = x'8728fbc6ad24547f1c89bd742b3f7455dcd840f221f9a6c10d69f189c625f671', last_used_at = '2026-11-22 12:17:57.639263' WHERE (ID = 2)
SELECT state as state FROM throttle_buckets WHERE id = '1312f8dbc4cc84cf957fbc5e6d23608308642a3e049798aed73075d10b239dae' FOR UPDATE
UPDATE throttle_buckets SET state=x'0000000100000001000000010000000100000000000f424000000000000f424000000000000dbba00000000000000001008000000000000000000000000003000000010000000318ea5d3399b4280000000000000f42400000000000000000000000010000000000000002',expires_at=1795349937664 WHERE id='1312f8dbc4cc84cf957fbc5e6d23608308642a3e049798aed73075d10b239dae'
SELECT state as state FROM throttle_buckets WHERE id = 'd4c1dac6412605bf6442cc3bdf33666f549750270ffb1ba03220ef63b530325a' FOR UPDATE
UPDATE throttle_buckets SET state=x'00000001000000010000000100000001000000000000001e000000000000001e00000006fc23ac000000000000000001008000000000000000000000000003000000010000000318ea5d3399c36a40000000000000001e0000000000000000000000010000000000000001',expires_at=1795349937665 WHERE id='d4c1dac6412605bf6442cc3bdf33666f549750270ffb1ba03220ef63b530325a'
SELECT DISTINCT t0.ADDRESS AS a1 FROM sessions t0, users t1 WHERE (((t1.USERNAME = 'efua') AND (t0.last_used_at > '2026-10-23 12:17:57.748654')) AND (t1.ID = t0.user_id)) LIMIT 1000 OFFSET 0
SELECT HEX(WEIGHT_STRING(CONVERT('efua' USING utf8mb4) COLLATE utf8mb4_0900_as_ci))
SELECT state as state FROM throttle_buckets WHERE id = '1312f8dbc4cc84cf957fbc5e6d23608308642a3e049798aed73075d10b239dae' FOR UPDATE
UPDATE throttle_buckets SET state=x'0000000100000001000000010000000100000000000f424000000000000f424000000000000dbba00000000000000001008000000000000000000000000003000000010000000318ea5d33a3991d8000000000000f423f0000000000000000000000010000000000000003',expires_at=1795349937830 WHERE id='1312f8dbc4cc84cf957fbc5e6d23608308642a3e049798aed73075d10b239dae'
SELECT state as state FROM throttle_buckets WHERE id = 'd4c1dac6412605bf6442cc3bdf33666f549750270ffb1ba03220ef63b530325a' FOR UPDATE
UPDATE throttle_buckets SET state=x'00000001000000010000000100000001000000000000001e000000000000001e00000006fc23ac000000000000000001008000000000000000000000000003000000010000000318ea5d33a4d98cc0000000000000001d0000000000000000000000010000000000000002',expires_at=1795349967851 WHERE id='d4c1dac6412605bf6442cc3bdf33666f549750270ffb1ba03220ef63b530325a'
SELECT ID, is_active, is_admin, created_at, EMAIL, is_external, first_name, last_name, password_hash, REVISION, updated_at, USERNAME FROM users WHERE (USERNAME = 'efua')
SELECT ID, is_active, is_admin, created_at, EMAIL, is_external, first_name, last_name, password_hash, REVISION, updated_at, USERNAME FROM users WHERE (USERNAME = 'efua') FOR UPDATE
DELETE FROM sessions WHERE ((user_id = 5) AND ((expires_at < '2026-10-23 12:17:57.894244') OR (revoked_at < '2026-10-23 12:17:57.894244')))
INSERT INTO sessions (ADDRESS, created_at, DEVICE, expires_at, last_used_at, revoked_at, token_hash, traded_at, traded_hash, traded_key, user_id) VALUES ('127.0.0.1', '2026-11-22 12:17:57.894182', 'Java-http-client/17.0.15', '2027-02-20 12:17:57.894182', '2026-11-22 12:17:57.894182', null, x'0000000000000000000000000000000000000000000000000000000000000000', null, null, null, 5)
UPDATE sessions SET token_hash = x'453e2c934f69b366f6df4f4fc724f5172c2c90e09710b64f0bc473b2d90fd494', last_used_at = '2026-11-22 12:17:57.914967' WHERE (ID = 3)
SELECT state as state FROM throttle_buckets WHERE id = '1312f8dbc4cc84cf957fbc5e6d23608308642a3e049798aed73075d10b239dae' FOR UPDATE
UPDATE throttle_buckets SET state=x'0000000100000001000000010000000100000000000f424000000000000f424000000000000dbba00000000000000001008000000000000000000000000003000000010000000318ea5d33abe2164000000000000f42400000000000000000000000010000000000000003',expires_at=1795349937969 WHERE id='1312f8dbc4cc84cf957fbc5e6d23608308642a3e049798aed73075d10b239dae'
SELECT state as state FROM throttle_buckets WHERE id = 'd4c1dac6412605bf6442cc3bdf33666f549750270ffb1ba03220ef63b530325a' FOR UPDATE
UPDATE throttle_buckets SET state=x'00000001000000010000000100000001000000000000001e000000000000001e00000006fc23ac000000000000000001008000000000000000000000000003000000010000000318ea5d33ac0fdd00000000000000001e0000000000000000000000010000000000000002',expires_at=1795349937972 WHERE id='d4c1dac6412605bf6442cc3bdf33666f549750270ffb1ba03220ef63b530325a'
SELECT ID, ADDRESS, created_at, DEVICE, expires_at, last_used_at, revoked_at, token_hash, traded_at, traded_hash, traded_key, user_id FROM sessions WHERE (ID = 3)
SELECT ID, is_active, is_admin, created_at, EMAIL, is_external, first_name, last_name, password_hash, REVISION, updated_at, USERNAME FROM users WHERE (ID = 5)
UPDATE sessions SET revoked_at = '2026-11-22 12:17:58.028589' WHERE (((user_id = 5) AND (revoked_at IS NULL)) AND (ID <> 3))
SELECT ID, ADDRESS, created_at, DEVICE, expires_at, last_used_at, revoked_at, token_hash, traded_at, traded_hash, traded_key, user_id FROM sessions WHERE (ID = 3)
SELECT ID, is_active, is_admin, created_at, EMAIL, is_external, first_name, last_name, password_hash, REVISION, updated_at, USERNAME FROM users WHERE (ID = 5)
SELECT ID, is_active, is_admin, created_at, EMAIL, is_external, first_name, last_name, password_hash, REVISION, updated_at, USERNAME FROM users WHERE (ID = 5)
SELECT HEX(WEIGHT_STRING(CONVERT('efua' USING utf8mb4) COLLATE utf8mb4_0900_as_ci))
SELECT state as state FROM throttle_buckets WHERE id = '1312f8dbc4cc84cf957fbc5e6d23608308642a3e049798aed73075d10b239dae' FOR UPDATE
UPDATE throttle_buckets SET state=x'0000000100000001000000010000000100000000000f424000000000000f424000000000000dbba00000000000000001008000000000000000000000000003000000010000000318ea5d33c20e5b4000000000000f423f0000000000000000000000010000000000000004',expires_at=1795349938341 WHERE id='1312f8dbc4cc84cf957fbc5e6d23608308642a3e049798aed73075d10b239dae'
SELECT state as state FROM throttle_buckets WHERE id = '13e1702851ad70470abeea852f6afe61e6790c1cce30f957cb57333468734ccf' FOR UPDATE
INSERT IGNORE INTO throttle_buckets(id, state) VALUES('13e1702851ad70470abeea852f6afe61e6790c1cce30f957cb57333468734ccf', null)
SELECT state as state FROM throttle_buckets WHERE id = '13e1702851ad70470abeea852f6afe61e6790c1cce30f957cb57333468734ccf' FOR UPDATE
SELECT state as state FROM throttle_buckets WHERE id = '13e1702851ad70470abeea852f6afe61e6790c1cce30f957cb57333468734ccf' FOR UPDATE
UPDATE throttle_buckets SET state=x'00000001000000010000000100000001000000000000001e000000000000001e00000006fc23ac000000000000000001008000000000000000000000000003000000010000000318ea5d33c2c57640000000000000001d0000000000000000000000010000000000000001',expires_at=1795349968353 WHERE id='13e1702851ad70470abeea852f6afe61e6790c1cce30f957cb57333468734ccf'
SELECT ID, is_active, is_admin, created_at, EMAIL, is_external, first_name, last_name, password_hash, REVISION, updated_at, USERNAME FROM users WHERE (USERNAME = 'efua')
SELECT state as state FROM throttle_buckets WHERE id = '1312f8dbc4cc84cf957fbc5e6d23608308642a3e049798aed73075d10b239dae' FOR UPDATE
UPDATE throttle_buckets SET state=x'0000000100000001000000010000000100000000000f424000000000000f424000000000000dbba00000000000000001008000000000000000000000000003000000010000000318ea5d33c36d4f0000000000000f42400000000000000000000000010000000000000004',expires_at=1795349938364 WHERE id='1312f8dbc4cc84cf957fbc5e6d23608308642a3e049798aed73075d10b239dae'
SELECT state as state FROM throttle_buckets WHERE id = '13e1702851ad70470abeea852f6afe61e6790c1cce30f957cb57333468734ccf' FOR UPDATE
UPDATE throttle_buckets SET state=x'00000001000000010000000100000001000000000000001e000000000000001e00000006fc23ac000000000000000001008000000000000000000000000003000000010000000318ea5d33c3aa5800000000000000001e0000000000000000000000010000000000000001',expires_at=1795349938368 WHERE id='13e1702851ad70470abeea852f6afe61e6790c1cce30f957cb57333468734ccf'
SELECT ID, is_active, is_admin, created_at, EMAIL, is_external, first_name, last_name, password_hash, REVISION, updated_at, USERNAME FROM users WHERE (ID = 5) FOR UPDATE
SELECT ID, is_active, is_admin, created_at, EMAIL, is_external, first_name, last_name, password_hash, REVISION, updated_at, USERNAME FROM users WHERE (USERNAME = 'efua')
SELECT ID, is_active, is_admin, created_at, EMAIL, is_external, first_name, last_name, password_hash, REVISION, updated_at, USERNAME FROM users WHERE ((EMAIL = 'efua@example.com') AND (is_external = 0))
UPDATE users SET password_hash = '$argon2id$v=19$m=64,t=1,p=1$v6u+gBx0t5DJIQT79TYowQ$BVWAXZW8A5T6iy5sro3V1gdpeN1CPa9lanZ7OBcnBWw', REVISION = 3, updated_at = '2026-11-22 12:17:58.383465' WHERE (ID = 5)
UPDATE password_resets SET used_at = '2026-11-22 12:17:58.419094' WHERE ((user_id = 5) AND (used_at IS NULL))
UPDATE sessions SET revoked_at = '2026-11-22 12:17:58.46874' WHERE (((user_id = 5) AND (revoked_at IS NULL)) AND (ID <> 3))
SELECT DISTINCT t0.ADDRESS AS a1 FROM sessions t0, users t1 WHERE (((t1.USERNAME = 'efua') AND (t0.last_used_at > '2026-10-23 12:17:58.503606')) AND (t1.ID = t0.user_id)) LIMIT 1000 OFFSET 0
SELECT HEX(WEIGHT_STRING(CONVERT('efua' USING utf8mb4) COLLATE utf8mb4_0900_as_ci))
SELECT state as state FROM throttle_buckets WHERE id = '1312f8dbc4cc84cf957fbc5e6d23608308642a3e049798aed73075d10b239dae' FOR UPDATE
UPDATE throttle_buckets SET state=x'0000000100000001000000010000000100000000000f424000000000000f424000000000000dbba00000000000000001008000000000000000000000000003000000010000000318ea5d33cd800b4000000000000f423f0000000000000000000000010000000000000005',expires_at=1795349938533 WHERE id='1312f8dbc4cc84cf957fbc5e6d23608308642a3e049798aed73075d10b239dae'
SELECT state as state FROM throttle_buckets WHERE id = 'd4c1dac6412605bf6442cc3bdf33666f549750270ffb1ba03220ef63b530325a' FOR UPDATE
UPDATE throttle_buckets SET state=x'00000001000000010000000100000001000000000000001e000000000000001e00000006fc23ac000000000000000001008000000000000000000000000003000000010000000318ea5d33cd8f4d80000000000000001d0000000000000000000000010000000000000003',expires_at=1795349968534 WHERE id='d4c1dac6412605bf6442cc3bdf33666f549750270ffb1ba03220ef63b530325a'
SELECT ID, is_active, is_admin, created_at, EMAIL, is_external, first_name, last_name, password_hash, REVISION, updated_at, USERNAME FROM users WHERE (USERNAME = 'efua')
SELECT DISTINCT t0.ADDRESS AS a1 FROM sessions t0, users t1 WHERE (((t1.USERNAME = 'admin') AND (t0.last_used_at > '2026-10-23 12:17:58.610617')) AND (t1.ID = t0.user_id)) LIMIT 1000 OFFSET 0
SELECT HEX(WEIGHT_STRING(CONVERT('admin' USING utf8mb4) COLLATE utf8mb4_0900_as_ci))
SELECT state as state FROM throttle_buckets WHERE id = '1312f8dbc4cc84cf957fbc5e6d23608308642a3e049798aed73075d10b239dae' FOR UPDATE
UPDATE throttle_buckets SET state=x'0000000100000001000000010000000100000000000f424000000000000f424000000000000dbba00000000000000001008000000000000000000000000003000000010000000318ea5d33d30b1c8000000000000f423f0000000000000000000000010000000000000006',expires_at=1795349938627 WHERE id='1312f8dbc4cc84cf957fbc5e6d23608308642a3e049798aed73075d10b239dae'
SELECT state as state FROM throttle_buckets WHERE id = '5c01f09b2d8fca4a819c98e2da45bec1ae5a0f27bb3c4cbc015de7caad2d2e05' FOR UPDATE
INSERT IGNORE INTO throttle_buckets(id, state) VALUES('5c01f09b2d8fca4a819c98e2da45bec1ae5a0f27bb3c4cbc015de7caad2d2e05', null)
SELECT state as state FROM throttle_buckets WHERE id = '5c01f09b2d8fca4a819c98e2da45bec1ae5a0f27bb3c4cbc015de7caad2d2e05' FOR UPDATE
SELECT state as state FROM throttle_buckets WHERE id = '5c01f09b2d8fca4a819c98e2da45bec1ae5a0f27bb3c4cbc015de7caad2d2e05' FOR UPDATE
UPDATE throttle_buckets SET state=x'00000001000000010000000100000001000000000000001e000000000000001e00000006fc23ac000000000000000001008000000000000000000000000003000000010000000318ea5d33d35767c0000000000000001d0000000000000000000000010000000000000001',expires_at=1795349968631 WHERE id='5c01f09b2d8fca4a819c98e2da45bec1ae5a0f27bb3c4cbc015de7caad2d2e05'
SELECT ID, is_active, is_admin, created_at, EMAIL, is_external, first_name, last_name, password_hash, REVISION, updated_at, USERNAME FROM users WHERE (USERNAME = 'admin')
SELECT ID, is_active, is_admin, created_at, EMAIL, is_external, first_name, last_name, password_hash, REVISION, updated_at, USERNAME FROM users WHERE (USERNAME = 'admin') FOR UPDATE
UPDATE users SET password_hash = '$argon2id$v=19$m=64,t=1,p=1$sZ64edbO5hsF6UMhc7SShA$jela6oqrSYPTtbXiXpccfuqKbKB4KcCXwzF434xgYB8' WHERE (ID = 4)
DELETE FROM sessions WHERE ((user_id = 4) AND ((expires_at < '2026-10-23 12:17:59.00707') OR (revoked_at < '2026-10-23 12:17:59.00707')))
INSERT INTO sessions (ADDRESS, created_at, DEVICE, expires_at, last_used_at, revoked_at, token_hash, traded_at, traded_hash, traded_key, user_id) VALUES ('127.0.0.1', '2026-11-22 12:17:59.007009', 'Java-http-client/17.0.15', '2027-02-20 12:17:59.007009', '2026-11-22 12:17:59.007009', null, x'0000000000000000000000000000000000000000000000000000000000000000', null, null, null, 4)
UPDATE sessions SET token_hash = x'5a3beaff7452e053c11d29b13e11a92f0709051a03261f59de2b621be2aeff4e', last_used_at = '2026-11-22 12:17:59.025762' WHERE (ID = 4)
SELECT state as state FROM throttle_buckets WHERE id = '1312f8dbc4cc84cf957fbc5e6d23608308642a3e049798aed73075d10b239dae' FOR UPDATE
UPDATE throttle_buckets SET state=x'0000000100000001000000010000000100000000000f424000000000000f424000000000000dbba00000000000000001008000000000000000000000000003000000010000000318ea5d33ecac640000000000000f42400000000000000000000000010000000000000006',expires_at=1795349939056 WHERE id='1312f8dbc4cc84cf957fbc5e6d23608308642a3e049798aed73075d10b239dae'
SELECT state as state FROM throttle_buckets WHERE id = '5c01f09b2d8fca4a819c98e2da45bec1ae5a0f27bb3c4cbc015de7caad2d2e05' FOR UPDATE
UPDATE throttle_buckets SET state=x'00000001000000010000000100000001000000000000001e000000000000001e00000006fc23ac000000000000000001008000000000000000000000000003000000010000000318ea5d33ed1733c0000000000000001e0000000000000000000000010000000000000001',expires_at=1795349939063 WHERE id='5c01f09b2d8fca4a819c98e2da45bec1ae5a0f27bb3c4cbc015de7caad2d2e05'
SELECT ID, ADDRESS, created_at, DEVICE, expires_at, last_used_at, revoked_at, token_hash, traded_at, traded_hash, traded_key, user_id FROM sessions WHERE (ID = 4)
SELECT ID, is_active, is_admin, created_at, EMAIL, is_external, first_name, last_name, password_hash, REVISION, updated_at, USERNAME FROM users WHERE (ID = 4)
SELECT COUNT(ID) FROM users WHERE (((USERNAME LIKE '%efua%' ESCAPE '!' OR EMAIL LIKE '%efua%' ESCAPE '!') OR first_name LIKE '%efua%' ESCAPE '!') OR last_name LIKE '%efua%' ESCAPE '!')
SELECT ID AS a1, is_active AS a2, is_admin AS a3, created_at AS a4, EMAIL AS a5, is_external AS a6, first_name AS a7, last_name AS a8, password_hash AS a9, REVISION AS a10, updated_at AS a11, USERNAME AS a12 FROM users WHERE (((USERNAME LIKE '%efua%' ESCAPE '!' OR EMAIL LIKE '%efua%' ESCAPE '!') OR first_name LIKE '%efua%' ESCAPE '!') OR last_name LIKE '%efua%' ESCAPE '!') ORDER BY USERNAME DESC LIMIT 2 OFFSET 0
SELECT ID, is_active, is_admin, created_at, EMAIL, is_external, first_name, last_name, password_hash, REVISION, updated_at, USERNAME FROM users WHERE (ID = 5)
INSERT INTO audit_entries (ACTION, actor_id, created_at, target_id, target_type) VALUES ('user.password_reset', 4, '2026-11-22 12:17:59.283145', 5, 'user')
INSERT INTO password_resets (code_hash, created_at, expires_at, used_at, user_id) VALUES (x'870249d8b70fb82bc5eab2cbad277d359dd871e595d752e2f7de2790cf5da0a2', '2026-11-22 12:17:59.276971', '2026-11-22 13:17:59.276971', null, 5)
SELECT ID, code_hash, created_at, expires_at, used_at, user_id FROM password_resets WHERE (code_hash = x'870249d8b70fb82bc5eab2cbad277d359dd871e595d752e2f7de2790cf5da0a2') FOR UPDATE
SELECT ID, is_active, is_admin, created_at, EMAIL, is_external, first_name, last_name, password_hash, REVISION, updated_at, USERNAME FROM users WHERE (ID = 5) FOR UPDATE
UPDATE users SET password_hash = '$argon2id$v=19$m=64,t=1,p=1$tTzhYY9UJ5exSBiT3D1/DQ$zBAEl+0Z1nM6BlbOYrlENCUGRk6NhS6cwSdDHfe9Hgs', REVISION = 4, updated_at = '2026-11-22 12:17:59.480458' WHERE (ID = 5)
UPDATE password_resets SET used_at = '2026-11-22 12:17:59.481962' WHERE ((user_id = 5) AND (used_at IS NULL))
UPDATE sessions SET revoked_at = '2026-11-22 12:17:59.502161' WHERE (((user_id = 5) AND (revoked_at IS NULL)) AND (ID <> 0))
UPDATE password_resets SET used_at = '2026-11-22 12:17:59.423565' WHERE (ID = 1)
SELECT DISTINCT t0.ADDRESS AS a1 FROM sessions t0, users t1 WHERE (((t1.USERNAME = 'ama') AND (t0.last_used_at > '2026-10-23 12:17:59.553576')) AND (t1.ID = t0.user_id)) LIMIT 1000 OFFSET 0
SELECT HEX(WEIGHT_STRING(CONVERT('ama' USING utf8mb4) COLLATE utf8mb4_0900_as_ci))
SELECT state as state FROM throttle_buckets WHERE id = '1312f8dbc4cc84cf957fbc5e6d23608308642a3e049798aed73075d10b239dae' FOR UPDATE
UPDATE throttle_buckets SET state=x'0000000100000001000000010000000100000000000f424000000000000f424000000000000dbba00000000000000001008000000000000000000000000003000000010000000318ea5d340af3db0000000000000f423f0000000000000000000000010000000000000007',expires_at=1795349939564 WHERE id='1312f8dbc4cc84cf957fbc5e6d23608308642a3e049798aed73075d10b239dae'
SELECT state as state FROM throttle_buckets WHERE id = 'dc6e50726510f30f815a2bd4db902ff6a7166060b0f7910aada89cda25659577' FOR UPDATE
INSERT IGNORE INTO throttle_buckets(id, state) VALUES('dc6e50726510f30f815a2bd4db902ff6a7166060b0f7910aada89cda25659577', null)
SELECT state as state FROM throttle_buckets WHERE id = 'dc6e50726510f30f815a2bd4db902ff6a7166060b0f7910aada89cda25659577' FOR UPDATE
SELECT state as state FROM throttle_buckets WHERE id = 'dc6e50726510f30f815a2bd4db902ff6a7166060b0f7910aada89cda25659577' FOR UPDATE
UPDATE throttle_buckets SET state=x'00000001000000010000000100000001000000000000001e000000000000001e00000006fc23ac000000000000000001008000000000000000000000000003000000010000000318ea5d340b6ded00000000000000001d0000000000000000000000010000000000000001',expires_at=1795349969572 WHERE id='dc6e50726510f30f815a2bd4db902ff6a7166060b0f7910aada89cda25659577'
SELECT ID, is_active, is_admin, created_at, EMAIL, is_external, first_name, last_name, password_hash, REVISION, updated_at, USERNAME FROM users WHERE (USERNAME = 'ama')
SELECT ID, is_active, is_admin, created_at, EMAIL, is_external, first_name, last_name, password_hash, REVISION, updated_at, USERNAME FROM users WHERE (USERNAME = 'ama') FOR UPDATE
UPDATE users SET password_hash = '$argon2id$v=19$m=64,t=1,p=1$gfjKJw6Gl93K4lbLjzhcRw$KcKFucJS7pvykEOgzaVqdF4+O39nXeYb5QjRHUEwvlU' WHERE (ID = 2)
DELETE FROM sessions WHERE ((user_id = 2) AND ((expires_at < '2026-10-23 12:17:59.900929') OR (revoked_at < '2026-10-23 12:17:59.900929')))
INSERT INTO sessions (ADDRESS, created_at, DEVICE, expires_at, last_used_at, revoked_at, token_hash, traded_at, traded_hash, traded_key, user_id) VALUES ('127.0.0.1', '2026-11-22 12:17:59.900846', 'Java-http-client/17.0.15', '2027-02-20 12:17:59.900846', '2026-11-22 12:17:59.900846', null, x'0000000000000000000000000000000000000000000000000000000000000000', null, null, null, 2)
UPDATE sessions SET token_hash = x'6437936a8dec9210c4d2d2ac0995b3f59da9a8728ef1a5828837ccfe1df8a176', last_used_at = '2026-11-22 12:17:59.906971' WHERE (ID = 5)
SELECT state as state FROM throttle_buckets WHERE id = '1312f8dbc4cc84cf957fbc5e6d23608308642a3e049798aed73075d10b239dae' FOR UPDATE
UPDATE throttle_buckets SET state=x'0000000100000001000000010000000100000000000f424000000000000f424000000000000dbba00000000000000001008000000000000000000000000003000000010000000318ea5d342345710000000000000f42400000000000000000000000010000000000000007',expires_at=1795349939972 WHERE id='1312f8dbc4cc84cf957fbc5e6d23608308642a3e049798aed73075d10b239dae'
SELECT state as state FROM throttle_buckets WHERE id = 'dc6e50726510f30f815a2bd4db902ff6a7166060b0f7910aada89cda25659577' FOR UPDATE
UPDATE throttle_buckets SET state=x'00000001000000010000000100000001000000000000001e000000000000001e00000006fc23ac000000000000000001008000000000000000000000000003000000010000000318ea5d3426311f40000000000000001e0000000000000000000000010000000000000001',expires_at=1795349940021 WHERE id='dc6e50726510f30f815a2bd4db902ff6a7166060b0f7910aada89cda25659577'
SELECT DISTINCT t0.ADDRESS AS a1 FROM sessions t0, users t1 WHERE (((t1.USERNAME = 'kwame') AND (t0.last_used_at > '2026-10-23 12:18:00.054197')) AND (t1.ID = t0.user_id)) LIMIT 1000 OFFSET 0
SELECT HEX(WEIGHT_STRING(CONVERT('kwame' USING utf8mb4) COLLATE utf8mb4_0900_as_ci))
SELECT state as state FROM throttle_buckets WHERE id = '1312f8dbc4cc84cf957fbc5e6d23608308642a3e049798aed73075d10b239dae' FOR UPDATE
UPDATE throttle_buckets SET state=x'0000000100000001000000010000000100000000000f424000000000000f424000000000000dbba00000000000000001008000000000000000000000000003000000010000000318ea5d3428dfc48000000000000f423f0000000000000000000000010000000000000008',expires_at=1795349940067 WHERE id='1312f8dbc4cc84cf957fbc5e6d23608308642a3e049798aed73075d10b239dae'
SELECT state as state FROM throttle_buckets WHERE id = '9b476f22afc854ffe118d8b879dba7e4396a706dafe3b5af919ab93afb4d8bf2' FOR UPDATE
INSERT IGNORE INTO throttle_buckets(id, state) VALUES('9b476f22afc854ffe118d8b879dba7e4396a706dafe3b5af919ab93afb4d8bf2', null)
SELECT state as state FROM throttle_buckets WHERE id = '9b476f22afc854ffe118d8b879dba7e4396a706dafe3b5af919ab93afb4d8bf2' FOR UPDATE
SELECT state as state FROM throttle_buckets WHERE id = '9b476f22afc854ffe118d8b879dba7e4396a706dafe3b5af919ab93afb4d8bf2' FOR UPDATE
UPDATE throttle_buckets SET state=x'00000001000000010000000100000001000000000000001e000000000000001e00000006fc23ac000000000000000001008000000000000000000000000003000000010000000318ea5d342a5d3cc0000000000000001d0000000000000000000000010000000000000001',expires_at=1795349970091 WHERE id='9b476f22afc854ffe118d8b879dba7e4396a706dafe3b5af919ab93afb4d8bf2'
SELECT ID, is_active, is_admin, created_at, EMAIL, is_external, first_name, last_name, password_hash, REVISION, updated_at, USERNAME FROM users WHERE (USERNAME = 'kwame')
SELECT ID, is_active, is_admin, created_at, EMAIL, is_external, first_name, last_name, password_hash, REVISION, updated_at, USERNAME FROM users WHERE (USERNAME = 'kwame') FOR UPDATE
UPDATE users SET password_hash = '$argon2id$v=19$m=64,t=1,p=1$cccGpuNe2f5Z2AQESvhI1A$Zt5w1KtK0vZCTB4/Ki0qZQkQZrxHfJyCiNT6hRbiy4I' WHERE (ID = 1)
DELETE FROM sessions WHERE ((user_id = 1) AND ((expires_at < '2026-10-23 12:18:00.869055') OR (revoked_at < '2026-10-23 12:18:00.869055')))
INSERT INTO sessions (ADDRESS, created_at, DEVICE, expires_at, last_used_at, revoked_at, token_hash, traded_at, traded_hash, traded_key, user_id) VALUES ('127.0.0.1', '2026-11-22 12:18:00.868998', 'Java-http-client/17.0.15', '2027-02-20 12:18:00.868998', '2026-11-22 12:18:00.868998', null, x'0000000000000000000000000000000000000000000000000000000000000000', null, null, null, 1)
UPDATE sessions SET token_hash = x'f7a61545ac26a6291eb77de3e17854dc99b99b8453c2cc32d03a4e2d9c0dfd7a', last_used_at = '2026-11-22 12:18:00.888774' WHERE (ID = 6)
SELECT state as state FROM throttle_buckets WHERE id = '1312f8dbc4cc84cf957fbc5e6d23608308642a3e049798aed73075d10b239dae' FOR UPDATE
UPDATE throttle_buckets SET state=x'0000000100000001000000010000000100000000000f424000000000000f424000000000000dbba00000000000000001008000000000000000000000000003000000010000000318ea5d345ad2a20000000000000f42400000000000000000000000010000000000000008',expires_at=1795349940904 WHERE id='1312f8dbc4cc84cf957fbc5e6d23608308642a3e049798aed73075d10b239dae'
SELECT state as state FROM throttle_buckets WHERE id = '9b476f22afc854ffe118d8b879dba7e4396a706dafe3b5af919ab93afb4d8bf2' FOR UPDATE
UPDATE throttle_buckets SET state=x'00000001000000010000000100000001000000000000001e000000000000001e00000006fc23ac000000000000000001008000000000000000000000000003000000010000000318ea5d345b0fab00000000000000001e0000000000000000000000010000000000000001',expires_at=1795349940908 WHERE id='9b476f22afc854ffe118d8b879dba7e4396a706dafe3b5af919ab93afb4d8bf2'
SELECT ID, ADDRESS, created_at, DEVICE, expires_at, last_used_at, revoked_at, token_hash, traded_at, traded_hash, traded_key, user_id FROM sessions WHERE (ID = 6)
SELECT ID, is_active, is_admin, created_at, EMAIL, is_external, first_name, last_name, password_hash, REVISION, updated_at, USERNAME FROM users WHERE (ID = 1)
SELECT COUNT(t0.ID) FROM conversations t0 WHERE (((t0.deleted_at IS NULL) AND EXISTS (SELECT t1.conversation_id FROM participants t1 WHERE (((t1.conversation_id = t0.ID) AND (t1.removed_at IS NULL)) AND (t1.user_id = 1)))) AND (t0.TITLE LIKE '%project%' ESCAPE '!' OR EXISTS (SELECT t2.conversation_id FROM users t3, participants t2 WHERE ((((t2.conversation_id = t0.ID) AND (t2.removed_at IS NULL)) AND ((t2.user_id <> 1) AND ((t3.USERNAME LIKE '%project%' ESCAPE '!' OR t3.first_name LIKE '%project%' ESCAPE '!') OR t3.last_name LIKE '%project%' ESCAPE '!'))) AND (t3.ID = t2.user_id)))))
SELECT ID, ADDRESS, created_at, DEVICE, expires_at, last_used_at, revoked_at, token_hash, traded_at, traded_hash, traded_key, user_id FROM sessions WHERE (ID = 5)
SELECT ID, is_active, is_admin, created_at, EMAIL, is_external, first_name, last_name, password_hash, REVISION, updated_at, USERNAME FROM users WHERE (ID = 2)
SELECT ID, is_active, is_admin, created_at, EMAIL, is_external, first_name, last_name, password_hash, REVISION, updated_at, USERNAME FROM users WHERE (ID = 2)
SELECT ID, is_active, is_admin, created_at, EMAIL, is_external, first_name, last_name, password_hash, REVISION, updated_at, USERNAME FROM users WHERE ((ID IN (1,3)) AND (is_active = 1))
INSERT INTO conversations (created_at, deleted_at, deleted_count, last_seq, REVISION, TITLE, updated_at, VERSION) VALUES ('2026-11-22 12:18:01.553879', null, 0, 0, 1, 'Lunch \xF0\x9F\x8D\xB2', '2026-11-22 12:18:01.553879', 1)
INSERT INTO participants (conversation_id, user_id, joined_at, removed_at, ROLE, VERSION) VALUES (2, 3, '2026-11-22 12:18:01.553879', null, 'member', 1)
INSERT INTO participants (conversation_id, user_id, joined_at, removed_at, ROLE, VERSION) VALUES (2, 2, '2026-11-22 12:18:01.553879', null, 'owner', 1)
INSERT INTO participants (conversation_id, user_id, joined_at, removed_at, ROLE, VERSION) VALUES (2, 1, '2026-11-22 12:18:01.553879', null, 'member', 1)
SELECT t1.conversation_id, t1.user_id, t1.joined_at, t1.removed_at, t1.ROLE, t1.VERSION, t0.ID, t0.is_active, t0.is_admin, t0.created_at, t0.EMAIL, t0.is_external, t0.first_name, t0.last_name, t0.password_hash, t0.REVISION, t0.updated_at, t0.USERNAME FROM users t0, participants t1 WHERE (((t1.conversation_id IN (2)) AND (t1.removed_at IS NULL)) AND (t0.ID = t1.user_id)) ORDER BY t1.user_id
SELECT conversation_id, user_id, joined_at, removed_at, ROLE, VERSION FROM participants WHERE ((conversation_id = 2) AND (user_id = 1))
SELECT ID, created_at, deleted_at, deleted_count, last_seq, REVISION, TITLE, updated_at, VERSION FROM conversations WHERE (ID = 2)
SELECT t1.conversation_id, t1.user_id, t1.joined_at, t1.removed_at, t1.ROLE, t1.VERSION, t0.ID, t0.is_active, t0.is_admin, t0.created_at, t0.EMAIL, t0.is_external, t0.first_name, t0.last_name, t0.password_hash, t0.REVISION, t0.updated_at, t0.USERNAME FROM users t0, participants t1 WHERE (((t1.conversation_id IN (2)) AND (t1.removed_at IS NULL)) AND (t0.ID = t1.user_id)) ORDER BY t1.user_id
SELECT ID, is_active, is_admin, created_at, EMAIL, is_external, first_name, last_name, password_hash, REVISION, updated_at, USERNAME FROM users WHERE (ID = 1)
SELECT conversation_id, user_id, joined_at, removed_at, ROLE, VERSION FROM participants WHERE ((conversation_id = 2) AND (user_id = 2))
SELECT ID, created_at, deleted_at, deleted_count, last_seq, REVISION, TITLE, updated_at, VERSION FROM conversations WHERE (ID = 2) FOR UPDATE
SELECT conversation_id, user_id, joined_at, removed_at, ROLE, VERSION FROM participants WHERE ((conversation_id = 2) AND (user_id = 2))
UPDATE conversations SET REVISION = 2, updated_at = '2026-11-22 12:18:01.842419', VERSION = 2, TITLE = 'Long lunch' WHERE (ID = 2)
SELECT t1.conversation_id, t1.user_id, t1.joined_at, t1.removed_at, t1.ROLE, t1.VERSION, t0.ID, t0.is_active, t0.is_admin, t0.created_at, t0.EMAIL, t0.is_external, t0.first_name, t0.last_name, t0.password_hash, t0.REVISION, t0.updated_at, t0.USERNAME FROM users t0, participants t1 WHERE (((t1.conversation_id IN (2)) AND (t1.removed_at IS NULL)) AND (t0.ID = t1.user_id)) ORDER BY t1.user_id
SELECT ID, is_active, is_admin, created_at, EMAIL, is_external, first_name, last_name, password_hash, REVISION, updated_at, USERNAME FROM users WHERE (ID = 2)
SELECT conversation_id, user_id, joined_at, removed_at, ROLE, VERSION FROM participants WHERE ((conversation_id = 2) AND (user_id = 2))
SELECT ID, created_at, deleted_at, deleted_count, last_seq, REVISION, TITLE, updated_at, VERSION FROM conversations WHERE (ID = 2) FOR UPDATE
SELECT conversation_id, user_id, joined_at, removed_at, ROLE, VERSION FROM participants WHERE ((conversation_id = 2) AND (user_id = 2))
UPDATE conversations SET REVISION = 3, updated_at = '2026-11-22 12:18:01.893924', VERSION = 3, TITLE = 'Longer lunch' WHERE (ID = 2)
SELECT t1.conversation_id, t1.user_id, t1.joined_at, t1.removed_at, t1.ROLE, t1.VERSION, t0.ID, t0.is_active, t0.is_admin, t0.created_at, t0.EMAIL, t0.is_external, t0.first_name, t0.last_name, t0.password_hash, t0.REVISION, t0.updated_at, t0.USERNAME FROM users t0, participants t1 WHERE ((t1.conversation_id = 2) AND (t0.ID = t1.user_id))
UPDATE participants SET removed_at = '2026-11-22 12:18:01.893924', VERSION = 3 WHERE ((conversation_id = 2) AND (user_id = 3))
SELECT t1.conversation_id, t1.user_id, t1.joined_at, t1.removed_at, t1.ROLE, t1.VERSION, t0.ID, t0.is_active, t0.is_admin, t0.created_at, t0.EMAIL, t0.is_external, t0.first_name, t0.last_name, t0.password_hash, t0.REVISION, t0.updated_at, t0.USERNAME FROM users t0, participants t1 WHERE (((t1.conversation_id IN (2)) AND (t1.removed_at IS NULL)) AND (t0.ID = t1.user_id)) ORDER BY t1.user_id
SELECT ID, is_active, is_admin, created_at, EMAIL, is_external, first_name, last_name, password_hash, REVISION, updated_at, USERNAME FROM users WHERE (ID = 2)
SELECT ID, ADDRESS, created_at, DEVICE, expires_at, last_used_at, revoked_at, token_hash, traded_at, traded_hash, traded_key, user_id FROM sessions WHERE (ID = 6)
SELECT ID, is_active, is_admin, created_at, EMAIL, is_external, first_name, last_name, password_hash, REVISION, updated_at, USERNAME FROM users WHERE (ID = 1)
SELECT conversation_id, user_id, joined_at, removed_at, ROLE, VERSION FROM participants WHERE ((conversation_id = 2) AND (user_id = 1))
SELECT ID, created_at, deleted_at, deleted_count, last_seq, REVISION, TITLE, updated_at, VERSION FROM conversations WHERE (ID = 2) FOR UPDATE
SELECT conversation_id, user_id, joined_at, removed_at, ROLE, VERSION FROM participants WHERE ((conversation_id = 2) AND (user_id = 1))
SELECT conversation_id, user_id, joined_at, removed_at, ROLE, VERSION FROM participants WHERE ((conversation_id = 2) AND (user_id = 1))
SELECT ID, is_active, is_admin, created_at, EMAIL, is_external, first_name, last_name, password_hash, REVISION, updated_at, USERNAME FROM users WHERE (ID = 1)
UPDATE conversations SET last_seq = 1, updated_at = '2026-11-22 12:18:02.052887', VERSION = 4 WHERE (ID = 2)
INSERT INTO messages (CONTENT, conversation_id, created_at, deleted_at, REVISION, SEQ, updated_at, VERSION, sender_id) VALUES ('Akwaaba \xF0\x9F\x8D\xB2 \\ '' " שלום', 2, '2026-11-22 12:18:02.052887', null, 1, 1, '2026-11-22 12:18:02.052887', 4, 1)
SELECT conversation_id, user_id, joined_at, removed_at, ROLE, VERSION FROM participants WHERE ((conversation_id = 2) AND (user_id = 2))
SELECT ID, created_at, deleted_at, deleted_count, last_seq, REVISION, TITLE, updated_at, VERSION FROM conversations WHERE (ID = 2) FOR UPDATE
SELECT conversation_id, user_id, joined_at, removed_at, ROLE, VERSION FROM participants WHERE ((conversation_id = 2) AND (user_id = 2))
SELECT conversation_id, user_id, joined_at, removed_at, ROLE, VERSION FROM participants WHERE ((conversation_id = 2) AND (user_id = 2))
SELECT ID, is_active, is_admin, created_at, EMAIL, is_external, first_name, last_name, password_hash, REVISION, updated_at, USERNAME FROM users WHERE (ID = 2)
UPDATE conversations SET last_seq = 2, updated_at = '2026-11-22 12:18:02.133509', VERSION = 5 WHERE (ID = 2)
INSERT INTO messages (CONTENT, conversation_id, created_at, deleted_at, REVISION, SEQ, updated_at, VERSION, sender_id) VALUES ('Second\nline', 2, '2026-11-22 12:18:02.133509', null, 1, 2, '2026-11-22 12:18:02.133509', 5, 2)
SELECT conversation_id, user_id, joined_at, removed_at, ROLE, VERSION FROM participants WHERE ((conversation_id = 2) AND (user_id = 1))
SELECT ID, created_at, deleted_at, deleted_count, last_seq, REVISION, TITLE, updated_at, VERSION FROM conversations WHERE (ID = 2)
SELECT t1.ID AS a1, t1.CONTENT AS a2, t1.conversation_id AS a3, t1.created_at AS a4, t1.deleted_at AS a5, t1.REVISION AS a6, t1.SEQ AS a7, t1.updated_at AS a8, t1.VERSION AS a9, t1.sender_id AS a10, t0.ID AS a11, t0.is_active AS a12, t0.is_admin AS a13, t0.created_at AS a14, t0.EMAIL AS a15, t0.is_external AS a16, t0.first_name AS a17, t0.last_name AS a18, t0.password_hash AS a19, t0.REVISION AS a20, t0.updated_at AS a21, t0.USERNAME AS a22 FROM messages t1 LEFT OUTER JOIN users t0 ON (t0.ID = t1.sender_id) WHERE ((t1.conversation_id = 2) AND (t1.deleted_at IS NULL)) ORDER BY t1.SEQ DESC LIMIT 20 OFFSET 0
SELECT ID, ADDRESS, created_at, DEVICE, expires_at, last_used_at, revoked_at, token_hash, traded_at, traded_hash, traded_key, user_id FROM sessions WHERE (ID = 5)
SELECT ID, is_active, is_admin, created_at, EMAIL, is_external, first_name, last_name, password_hash, REVISION, updated_at, USERNAME FROM users WHERE (ID = 2)
SELECT conversation_id, user_id, joined_at, removed_at, ROLE, VERSION FROM participants WHERE ((conversation_id = 2) AND (user_id = 2))
SELECT ID, created_at, deleted_at, deleted_count, last_seq, REVISION, TITLE, updated_at, VERSION FROM conversations WHERE (ID = 2)
SELECT COUNT(ID) FROM messages WHERE (((conversation_id = 2) AND (deleted_at IS NULL)) AND CONTENT LIKE '%akwaaba%' ESCAPE '!')
SELECT t1.ID AS a1, t1.CONTENT AS a2, t1.conversation_id AS a3, t1.created_at AS a4, t1.deleted_at AS a5, t1.REVISION AS a6, t1.SEQ AS a7, t1.updated_at AS a8, t1.VERSION AS a9, t1.sender_id AS a10, t0.ID AS a11, t0.is_active AS a12, t0.is_admin AS a13, t0.created_at AS a14, t0.EMAIL AS a15, t0.is_external AS a16, t0.first_name AS a17, t0.last_name AS a18, t0.password_hash AS a19, t0.REVISION AS a20, t0.updated_at AS a21, t0.USERNAME AS a22 FROM messages t1 LEFT OUTER JOIN users t0 ON (t0.ID = t1.sender_id) WHERE (((t1.conversation_id = 2) AND (t1.deleted_at IS NULL)) AND t1.CONTENT LIKE '%akwaaba%' ESCAPE '!') ORDER BY t1.SEQ ASC LIMIT 1 OFFSET 0
SELECT conversation_id, user_id, joined_at, removed_at, ROLE, VERSION FROM participants WHERE ((conversation_id = 2) AND (user_id = 2))
SELECT ID, created_at, deleted_at, deleted_count, last_seq, REVISION, TITLE, updated_at, VERSION FROM conversations WHERE (ID = 2)
SELECT t1.ID, t1.CONTENT, t1.conversation_id, t1.created_at, t1.deleted_at, t1.REVISION, t1.SEQ, t1.updated_at, t1.VERSION, t1.sender_id, t0.ID, t0.is_active, t0.is_admin, t0.created_at, t0.EMAIL, t0.is_external, t0.first_name, t0.last_name, t0.password_hash, t0.REVISION, t0.updated_at, t0.USERNAME FROM users t0, messages t1 WHERE ((((t1.ID = 3) AND (t1.conversation_id = 2)) AND (t1.deleted_at IS NULL)) AND (t0.ID = t1.sender_id))
SELECT conversation_id, user_id, joined_at, removed_at, ROLE, VERSION FROM participants WHERE ((conversation_id = 2) AND (user_id = 1))
SELECT ID, created_at, deleted_at, deleted_count, last_seq, REVISION, TITLE, updated_at, VERSION FROM conversations WHERE (ID = 2) FOR UPDATE
SELECT conversation_id, user_id, joined_at, removed_at, ROLE, VERSION FROM participants WHERE ((conversation_id = 2) AND (user_id = 1))
SELECT t1.ID, t1.CONTENT, t1.conversation_id, t1.created_at, t1.deleted_at, t1.REVISION, t1.SEQ, t1.updated_at, t1.VERSION, t1.sender_id, t0.ID, t0.is_active, t0.is_admin, t0.created_at, t0.EMAIL, t0.is_external, t0.first_name, t0.last_name, t0.password_hash, t0.REVISION, t0.updated_at, t0.USERNAME FROM users t0, messages t1 WHERE ((((t1.ID = 3) AND (t1.conversation_id = 2)) AND (t1.deleted_at IS NULL)) AND (t0.ID = t1.sender_id))
UPDATE conversations SET VERSION = 6 WHERE (ID = 2)
UPDATE messages SET CONTENT = 'Other words', REVISION = 2, updated_at = '2026-11-22 12:18:02.53511', VERSION = 6 WHERE (ID = 3)
SELECT conversation_id, user_id, joined_at, removed_at, ROLE, VERSION FROM participants WHERE ((conversation_id = 2) AND (user_id = 1))
SELECT ID, created_at, deleted_at, deleted_count, last_seq, REVISION, TITLE, updated_at, VERSION FROM conversations WHERE (ID = 2) FOR UPDATE
SELECT conversation_id, user_id, joined_at, removed_at, ROLE, VERSION FROM participants WHERE ((conversation_id = 2) AND (user_id = 1))
SELECT t1.ID, t1.CONTENT, t1.conversation_id, t1.created_at, t1.deleted_at, t1.REVISION, t1.SEQ, t1.updated_at, t1.VERSION, t1.sender_id, t0.ID, t0.is_active, t0.is_admin, t0.created_at, t0.EMAIL, t0.is_external, t0.first_name, t0.last_name, t0.password_hash, t0.REVISION, t0.updated_at, t0.USERNAME FROM users t0, messages t1 WHERE ((((t1.ID = 3) AND (t1.conversation_id = 2)) AND (t1.deleted_at IS NULL)) AND (t0.ID = t1.sender_id))
UPDATE conversations SET VERSION = 7 WHERE (ID = 2)
UPDATE messages SET CONTENT = 'Yet other words', REVISION = 3, updated_at = '2026-11-22 12:18:02.662216', VERSION = 7 WHERE (ID = 3)
SELECT conversation_id, user_id, joined_at, removed_at, ROLE, VERSION FROM participants WHERE ((conversation_id = 2) AND (user_id = 1))
SELECT ID, created_at, deleted_at, deleted_count, last_seq, REVISION, TITLE, updated_at, VERSION FROM conversations WHERE (ID = 2) FOR UPDATE
SELECT conversation_id, user_id, joined_at, removed_at, ROLE, VERSION FROM participants WHERE ((conversation_id = 2) AND (user_id = 1))
SELECT t1.ID, t1.CONTENT, t1.conversation_id, t1.created_at, t1.deleted_at, t1.REVISION, t1.SEQ, t1.updated_at, t1.VERSION, t1.sender_id, t0.ID, t0.is_active, t0.is_admin, t0.created_at, t0.EMAIL, t0.is_external, t0.first_name, t0.last_name, t0.password_hash, t0.REVISION, t0.updated_at, t0.USERNAME FROM users t0, messages t1 WHERE ((((t1.ID = 3) AND (t1.conversation_id = 2)) AND (t1.deleted_at IS NULL)) AND (t0.ID = t1.sender_id))
UPDATE conversations SET deleted_count = 1, VERSION = 8 WHERE (ID = 2)
UPDATE messages SET CONTENT = null, deleted_at = '2026-11-22 12:18:02.715726', REVISION = 4, VERSION = 8 WHERE (ID = 3)
SELECT COUNT(t0.ID) FROM conversations t0 WHERE ((t0.deleted_at IS NULL) AND EXISTS (SELECT t1.conversation_id FROM participants t1 WHERE (((t1.conversation_id = t0.ID) AND (t1.removed_at IS NULL)) AND (t1.user_id = 2))))
SELECT t0.ID AS a1, t0.created_at AS a2, t0.deleted_at AS a3, t0.deleted_count AS a4, t0.last_seq AS a5, t0.REVISION AS a6, t0.TITLE AS a7, t0.updated_at AS a8, t0.VERSION AS a9 FROM conversations t0 WHERE ((t0.deleted_at IS NULL) AND EXISTS (SELECT t1.conversation_id FROM participants t1 WHERE (((t1.conversation_id = t0.ID) AND (t1.removed_at IS NULL)) AND (t1.user_id = 2)))) ORDER BY t0.updated_at DESC, t0.ID DESC LIMIT 20 OFFSET 0
SELECT t1.conversation_id, t1.user_id, t1.joined_at, t1.removed_at, t1.ROLE, t1.VERSION, t0.ID, t0.is_active, t0.is_admin, t0.created_at, t0.EMAIL, t0.is_external, t0.first_name, t0.last_name, t0.password_hash, t0.REVISION, t0.updated_at, t0.USERNAME FROM users t0, participants t1 WHERE (((t1.conversation_id IN (2,1)) AND (t1.removed_at IS NULL)) AND (t0.ID = t1.user_id)) ORDER BY t1.user_id
SELECT conversation_id, user_id, joined_at, removed_at, ROLE, VERSION FROM participants WHERE ((conversation_id = 2) AND (user_id = 2))
SELECT ID, created_at, deleted_at, deleted_count, last_seq, REVISION, TITLE, updated_at, VERSION FROM conversations WHERE (ID = 2) FOR UPDATE
SELECT conversation_id, user_id, joined_at, removed_at, ROLE, VERSION FROM participants WHERE ((conversation_id = 2) AND (user_id = 2))
UPDATE conversations SET REVISION = 4, updated_at = '2026-11-22 12:18:02.841523', VERSION = 9, deleted_at = '2026-11-22 12:18:02.841523' WHERE (ID = 2)
