-- Mentions of all participants, longer texts, and the order in which the feed of mentions is read. It only adds: the
-- version before this one continues beside it, and does not see mentions of all.

-- kind 'all' and 'here' name no single user, so that a mention of 1,000 participants is one row. The feed of mentions reads
-- a user's mentions conversation by conversation: those of the user, and those of no single user.
ALTER TABLE mentions
    ADD COLUMN kind VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT 'user',
    MODIFY COLUMN user_id BIGINT NULL,
    ADD KEY mentions_conversation_user (conversation_id, user_id, seq, kind, message_id);

-- Limits count what users see as characters, each of up to 12 bytes on average: 255 and 150 of them.
ALTER TABLE conversations
    MODIFY COLUMN title VARCHAR(3060) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci NULL;
ALTER TABLE users
    MODIFY COLUMN first_name VARCHAR(1800) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci NOT NULL DEFAULT '',
    MODIFY COLUMN last_name  VARCHAR(1800) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci NOT NULL DEFAULT '';

-- The participants who were online when a message mentioned those who are here.
CREATE TABLE mention_recipients (
    conversation_id BIGINT NOT NULL,
    seq             BIGINT NOT NULL,
    user_id         BIGINT NOT NULL,
    PRIMARY KEY (conversation_id, seq, user_id),
    KEY mention_recipients_user (user_id),
    CONSTRAINT mention_recipients_message FOREIGN KEY (conversation_id, seq) REFERENCES messages (conversation_id, seq),
    CONSTRAINT mention_recipients_user FOREIGN KEY (user_id) REFERENCES users (id)
) ENGINE = InnoDB;

-- Whether the user wants no mentions of all in this conversation.
ALTER TABLE inbox_entries
    ADD COLUMN mutes_all_mentions BOOLEAN NOT NULL DEFAULT FALSE;
