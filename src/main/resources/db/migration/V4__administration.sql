-- What administrators need: why they did something, and counts over time without reading every row.

ALTER TABLE audit_entries
    ADD COLUMN detail VARCHAR(500) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci NOT NULL DEFAULT '',
    ADD KEY audit_entries_target (target_type, target_id);

ALTER TABLE messages
    ADD KEY messages_created (created_at, sender_id);

ALTER TABLE users
    ADD KEY users_created (created_at);

-- Who used the server in which hour (UTC).
CREATE TABLE users_seen (
    seen_hour DATETIME(6) NOT NULL,
    user_id   BIGINT      NOT NULL,
    PRIMARY KEY (seen_hour, user_id),
    KEY users_seen_user (user_id),
    CONSTRAINT users_seen_user FOREIGN KEY (user_id) REFERENCES users (id)
) ENGINE = InnoDB;
