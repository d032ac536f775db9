-- Folded text for searching: without case, accents, points and invisible characters. It is null where the text itself can be
-- compared by its collation, and in rows that a previous version has written. folded_revision is the revision of the row from
-- which the text was folded: after an edit by a previous version, the two differ and the folded text does not count.

ALTER TABLE users
    ADD COLUMN name_folded     TEXT   CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
    ADD COLUMN email_folded    TEXT   CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
    ADD COLUMN folded_revision BIGINT NULL;

ALTER TABLE conversations
    ADD COLUMN title_folded    TEXT   CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
    ADD COLUMN folded_revision BIGINT NULL;

ALTER TABLE messages
    ADD COLUMN content_folded  MEDIUMTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL,
    ADD COLUMN folded_revision BIGINT NULL;

ALTER TABLE message_revisions
    ADD COLUMN content_folded MEDIUMTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL;

ALTER TABLE sessions
    ADD COLUMN device_folded TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL;

ALTER TABLE audit_entries
    ADD COLUMN detail_folded TEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NULL;

-- How far the messages of previous versions have been folded: up to the id first, then those changed since the time.
CREATE TABLE folding_progress (
    name         VARCHAR(30) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    folded_id    BIGINT      NOT NULL,
    folded_until DATETIME(6) NULL,
    PRIMARY KEY (name)
) ENGINE = InnoDB;
