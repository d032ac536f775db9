-- When an account was deleted by its user; null for an account that still exists. Servers of the previous version delete
-- accounts without setting it. Such an account has an anonymized row: it is not active, has neither an email address nor a
-- password, and is named deleted-<id>, or deleted-<id>-<number> where that name was taken. updated_at is the time of the
-- deletion, since a deleted account cannot be changed.
ALTER TABLE users
    ADD COLUMN deleted_at DATETIME(6) NULL;

UPDATE users
SET deleted_at = updated_at
WHERE is_active = FALSE AND email IS NULL AND password_hash IS NULL
    AND (username = CONCAT('deleted-', id) OR username LIKE CONCAT('deleted-', id, '-%'));
