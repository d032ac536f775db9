-- Which account has, or lately had, the usernames that readers may confuse with each other: the key is the SHA-256 hash of
-- the name's confusable skeleton (UTS #39). The server adds the rows of accounts that a previous version registered.

CREATE TABLE username_claims (
    skeleton    BINARY(32)  NOT NULL,
    user_id     BIGINT      NOT NULL,
    released_at DATETIME(6) NULL,
    PRIMARY KEY (skeleton),
    KEY username_claims_user (user_id, released_at),
    CONSTRAINT username_claims_user FOREIGN KEY (user_id) REFERENCES users (id)
) ENGINE = InnoDB;
