-- Tells joining from other changes of somebody's part, such as another role: who joined after version N gets the
-- conversation from its beginning, and not what changed in it. Nobody joined just now, so changed_at stays.
ALTER TABLE participants
    ADD COLUMN joined_version BIGINT NOT NULL DEFAULT 0;

UPDATE participants SET joined_version = version, changed_at = changed_at;
