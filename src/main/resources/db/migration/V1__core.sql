-- Accounts, sessions, conversations and messages. The SQL that MySQL 8 and MariaDB 11 share.
--
-- Collations: as_ci for what is unique regardless of case (user names, e-mail addresses), ai_ci for what people search,
-- ascii_bin and VARBINARY for what must be equal byte for byte.

CREATE TABLE users (
    id            BIGINT       NOT NULL AUTO_INCREMENT,
    username      VARCHAR(150) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_as_ci NOT NULL,
    email         VARCHAR(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_as_ci NULL,
    password_hash VARCHAR(255) CHARACTER SET ascii COLLATE ascii_bin NULL,
    first_name    VARCHAR(150) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci NOT NULL DEFAULT '',
    last_name     VARCHAR(150) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci NOT NULL DEFAULT '',
    -- An account of single sign-on: its address is what the issuer says, so it need not be unique.
    is_external   BOOLEAN      NOT NULL DEFAULT FALSE,
    unique_email  VARCHAR(254) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_as_ci
                  GENERATED ALWAYS AS (CASE WHEN is_external THEN NULL ELSE email END) STORED,
    is_admin      BOOLEAN      NOT NULL DEFAULT FALSE,
    is_active     BOOLEAN      NOT NULL DEFAULT TRUE,
    revision      BIGINT       NOT NULL DEFAULT 1,
    created_at    DATETIME(6)  NOT NULL,
    updated_at    DATETIME(6)  NOT NULL,
    PRIMARY KEY (id),
    UNIQUE KEY users_username (username),
    UNIQUE KEY users_email (unique_email)
) ENGINE = InnoDB;

-- Who an account is at its single sign-on issuer, byte for byte.
CREATE TABLE external_identities (
    issuer     VARBINARY(255) NOT NULL,
    subject    VARBINARY(255) NOT NULL,
    user_id    BIGINT         NOT NULL,
    created_at DATETIME(6)    NOT NULL,
    PRIMARY KEY (issuer, subject),
    KEY external_identities_user (user_id),
    CONSTRAINT external_identities_user FOREIGN KEY (user_id) REFERENCES users (id)
) ENGINE = InnoDB;

-- One row for each sign-in: a family of refresh tokens of which only the newest is good. The one before it is remembered
-- so that a client which lost the answer can repeat its call.
CREATE TABLE sessions (
    id           BIGINT       NOT NULL AUTO_INCREMENT,
    user_id      BIGINT       NOT NULL,
    token_hash   BINARY(32)   NOT NULL,
    traded_hash  BINARY(32)   NULL,
    traded_key   BINARY(32)   NULL,
    traded_at    DATETIME(6)  NULL,
    address      VARCHAR(45)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL DEFAULT '',
    device       VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci NOT NULL DEFAULT '',
    created_at   DATETIME(6)  NOT NULL,
    last_used_at DATETIME(6)  NOT NULL,
    expires_at   DATETIME(6)  NOT NULL,
    revoked_at   DATETIME(6)  NULL,
    PRIMARY KEY (id),
    KEY sessions_user (user_id, revoked_at),
    KEY sessions_address (user_id, address, last_used_at),
    CONSTRAINT sessions_user FOREIGN KEY (user_id) REFERENCES users (id)
) ENGINE = InnoDB;

-- Token buckets of the throttle, shared by all replicas.
CREATE TABLE throttle_buckets (
    id         VARCHAR(64) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    state      BLOB        NULL,
    expires_at BIGINT      NULL,
    PRIMARY KEY (id),
    KEY throttle_buckets_expires (expires_at)
) ENGINE = InnoDB;

CREATE TABLE password_resets (
    id         BIGINT      NOT NULL AUTO_INCREMENT,
    user_id    BIGINT      NOT NULL,
    code_hash  BINARY(32)  NOT NULL,
    created_at DATETIME(6) NOT NULL,
    expires_at DATETIME(6) NOT NULL,
    used_at    DATETIME(6) NULL,
    PRIMARY KEY (id),
    UNIQUE KEY password_resets_code (code_hash),
    KEY password_resets_user (user_id),
    CONSTRAINT password_resets_user FOREIGN KEY (user_id) REFERENCES users (id)
) ENGINE = InnoDB;

-- last_seq numbers the messages, version numbers every durable change; both are raised under the row's lock, so their
-- order is the order of commits. revision counts the edits of the conversation itself and is its entity tag.
CREATE TABLE conversations (
    id            BIGINT       NOT NULL AUTO_INCREMENT,
    title         VARCHAR(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci NULL,
    last_seq      BIGINT       NOT NULL DEFAULT 0,
    deleted_count BIGINT       NOT NULL DEFAULT 0,
    version       BIGINT       NOT NULL DEFAULT 0,
    revision      BIGINT       NOT NULL DEFAULT 1,
    created_at    DATETIME(6)  NOT NULL,
    updated_at    DATETIME(6)  NOT NULL,
    deleted_at    DATETIME(6)  NULL,
    PRIMARY KEY (id)
) ENGINE = InnoDB;

-- A removed participant leaves the row, so that others learn of the removal.
CREATE TABLE participants (
    conversation_id BIGINT      NOT NULL,
    user_id         BIGINT      NOT NULL,
    role            VARCHAR(10) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    version         BIGINT      NOT NULL,
    joined_at       DATETIME(6) NOT NULL,
    removed_at      DATETIME(6) NULL,
    PRIMARY KEY (conversation_id, user_id),
    KEY participants_user (user_id, removed_at, conversation_id),
    KEY participants_version (conversation_id, version),
    CONSTRAINT participants_role CHECK (role IN ('owner', 'admin', 'member')),
    CONSTRAINT participants_conversation FOREIGN KEY (conversation_id) REFERENCES conversations (id),
    CONSTRAINT participants_user FOREIGN KEY (user_id) REFERENCES users (id)
) ENGINE = InnoDB;

-- Clustered by conversation: a page of messages is one contiguous read. A deleted message leaves its row without the
-- content.
CREATE TABLE messages (
    conversation_id BIGINT      NOT NULL,
    seq             BIGINT      NOT NULL,
    id              BIGINT      NOT NULL AUTO_INCREMENT,
    sender_id       BIGINT      NOT NULL,
    content         TEXT        CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci NULL,
    version         BIGINT      NOT NULL,
    revision        BIGINT      NOT NULL DEFAULT 1,
    created_at      DATETIME(6) NOT NULL,
    updated_at      DATETIME(6) NOT NULL,
    deleted_at      DATETIME(6) NULL,
    PRIMARY KEY (conversation_id, seq),
    UNIQUE KEY messages_id (id),
    KEY messages_version (conversation_id, version),
    KEY messages_sender (sender_id, conversation_id, seq),
    CONSTRAINT messages_content CHECK ((content IS NULL) = (deleted_at IS NOT NULL)),
    CONSTRAINT messages_conversation FOREIGN KEY (conversation_id) REFERENCES conversations (id),
    CONSTRAINT messages_sender FOREIGN KEY (sender_id) REFERENCES users (id)
) ENGINE = InnoDB;

-- What administrators did.
CREATE TABLE audit_entries (
    id          BIGINT       NOT NULL AUTO_INCREMENT,
    actor_id    BIGINT       NOT NULL,
    action      VARCHAR(60)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    target_type VARCHAR(30)  CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
    target_id   BIGINT       NOT NULL,
    created_at  DATETIME(6)  NOT NULL,
    PRIMARY KEY (id),
    KEY audit_entries_created (created_at),
    CONSTRAINT audit_entries_actor FOREIGN KEY (actor_id) REFERENCES users (id)
) ENGINE = InnoDB;
