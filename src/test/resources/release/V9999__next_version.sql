-- What a next version might add, in the way that docs/releasing.md asks for: the version before knows nothing of it.
ALTER TABLE messages
    ADD COLUMN next_version_mark VARCHAR(20) NULL,
    ADD KEY next_version_messages (conversation_id, next_version_mark, seq);

ALTER TABLE conversations
    ADD COLUMN next_version_count BIGINT NOT NULL DEFAULT 0;

CREATE TABLE next_version_things (
    id              BIGINT NOT NULL AUTO_INCREMENT,
    conversation_id BIGINT NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT next_version_things_conversation FOREIGN KEY (conversation_id) REFERENCES conversations (id)
) ENGINE = InnoDB;

UPDATE messages SET next_version_mark = 'old';
