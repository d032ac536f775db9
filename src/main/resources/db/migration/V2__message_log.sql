-- Groups with roles, read state, idempotent sends, live delivery, replies, reactions, mentions and the history of edits.
-- It only adds, and every new column has a default: the version before this one goes on working beside it.

-- edited_version is the version of the conversation's own latest edit. changed_at is the time of the latest change of the
-- row by the database's clock, which all replicas share: "what changed since" is asked by it.
ALTER TABLE conversations
    ADD COLUMN kind           VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'group',
    ADD COLUMN history        VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'all',
    ADD COLUMN edited_version BIGINT         NOT NULL DEFAULT 1,
    ADD COLUMN direct_low     BIGINT         NULL,
    ADD COLUMN direct_high    BIGINT         NULL,
    ADD COLUMN creator_id     BIGINT         NULL,
    ADD COLUMN client_id      VARBINARY(256) NULL,
    ADD COLUMN request_hash   BINARY(32)     NULL,
    ADD COLUMN changed_at     DATETIME(6)    NOT NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6),
    ADD UNIQUE KEY conversations_direct (direct_low, direct_high),
    ADD UNIQUE KEY conversations_client (creator_id, client_id),
    ADD KEY conversations_changed (changed_at),
    ADD CONSTRAINT conversations_kind CHECK (kind IN ('group', 'direct')),
    ADD CONSTRAINT conversations_history CHECK (history IN ('all', 'joined')),
    ADD CONSTRAINT conversations_creator FOREIGN KEY (creator_id) REFERENCES users (id);

UPDATE conversations SET edited_version = version;

-- joined_seq is the latest message when somebody joined: with the history 'joined' they see what comes after it.
ALTER TABLE participants
    ADD COLUMN joined_seq BIGINT      NOT NULL DEFAULT 0,
    ADD COLUMN changed_at DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6),
    ADD KEY participants_changed (changed_at);

-- What is somebody's own in a conversation and no change of it: how far they read and how they keep it. read_seq may be
-- put back by marking as unread; receipt_seq, which others see, never goes back. own_after counts one's own messages
-- after read_seq. Without a row: everything up to joined_seq is read, and nothing else is set.
CREATE TABLE inbox_entries (
    conversation_id BIGINT      NOT NULL,
    user_id         BIGINT      NOT NULL,
    read_seq        BIGINT      NOT NULL,
    receipt_seq     BIGINT      NOT NULL,
    receipt_at      DATETIME(6) NULL,
    own_after       BIGINT      NOT NULL DEFAULT 0,
    is_muted        BOOLEAN     NOT NULL DEFAULT FALSE,
    is_archived     BOOLEAN     NOT NULL DEFAULT FALSE,
    is_pinned       BOOLEAN     NOT NULL DEFAULT FALSE,
    changed_at      DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6),
    PRIMARY KEY (conversation_id, user_id),
    KEY inbox_entries_user (user_id),
    KEY inbox_entries_changed (conversation_id, changed_at),
    CONSTRAINT inbox_entries_conversation FOREIGN KEY (conversation_id) REFERENCES conversations (id),
    CONSTRAINT inbox_entries_user FOREIGN KEY (user_id) REFERENCES users (id)
) ENGINE = InnoDB;

-- Who took part before anybody could read has read everything.
INSERT INTO inbox_entries (conversation_id, user_id, read_seq, receipt_seq)
SELECT p.conversation_id, p.user_id, c.last_seq, c.last_seq
FROM participants p JOIN conversations c ON c.id = p.conversation_id
WHERE p.removed_at IS NULL AND c.last_seq > 0;

-- sent_version is the version of the conversation at the send, version that of the latest change. deleted_seq makes
-- "deleted after n" one range of an index, and "the latest that is not deleted" one step in it. There is no new foreign
-- key here: adding one would copy the largest table while nobody could write.
ALTER TABLE messages
    ADD COLUMN sent_version BIGINT         NOT NULL DEFAULT 0,
    ADD COLUMN client_id    VARBINARY(256) NULL,
    ADD COLUMN request_hash BINARY(32)     NULL,
    ADD COLUMN reply_to     BIGINT         NULL,
    ADD COLUMN deleted_by   BIGINT         NULL,
    ADD COLUMN deleted_seq  BIGINT GENERATED ALWAYS AS (CASE WHEN deleted_at IS NULL THEN NULL ELSE seq END) VIRTUAL,
    ADD COLUMN changed_at   DATETIME(6)    NOT NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6),
    ADD UNIQUE KEY messages_client (conversation_id, sender_id, client_id),
    ADD KEY messages_reply (conversation_id, reply_to),
    ADD KEY messages_deleted (conversation_id, deleted_seq, seq, sender_id),
    ADD KEY messages_changed (conversation_id, changed_at);

-- The words that an edit replaced; they go with the message.
CREATE TABLE message_revisions (
    conversation_id BIGINT      NOT NULL,
    seq             BIGINT      NOT NULL,
    revision        BIGINT      NOT NULL,
    content         TEXT        CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci NOT NULL,
    created_at      DATETIME(6) NOT NULL,
    PRIMARY KEY (conversation_id, seq, revision),
    CONSTRAINT message_revisions_message FOREIGN KEY (conversation_id, seq) REFERENCES messages (conversation_id, seq)
) ENGINE = InnoDB;

-- An emoji is what was sent, byte for byte.
CREATE TABLE reactions (
    conversation_id BIGINT        NOT NULL,
    seq             BIGINT        NOT NULL,
    user_id         BIGINT        NOT NULL,
    emoji           VARBINARY(64) NOT NULL,
    created_at      DATETIME(6)   NOT NULL,
    PRIMARY KEY (conversation_id, seq, user_id, emoji),
    KEY reactions_user (user_id),
    CONSTRAINT reactions_message FOREIGN KEY (conversation_id, seq) REFERENCES messages (conversation_id, seq),
    CONSTRAINT reactions_user FOREIGN KEY (user_id) REFERENCES users (id)
) ENGINE = InnoDB;

-- Who is named in a message, and where: start and length in code points. The message's id gives one's feed its order.
CREATE TABLE mentions (
    conversation_id BIGINT NOT NULL,
    seq             BIGINT NOT NULL,
    start_at        INT    NOT NULL,
    length          INT    NOT NULL,
    user_id         BIGINT NOT NULL,
    message_id      BIGINT NOT NULL,
    PRIMARY KEY (conversation_id, seq, start_at),
    KEY mentions_user (user_id, message_id),
    CONSTRAINT mentions_message FOREIGN KEY (conversation_id, seq) REFERENCES messages (conversation_id, seq),
    CONSTRAINT mentions_user FOREIGN KEY (user_id) REFERENCES users (id)
) ENGINE = InnoDB;
