-- Groups whose owner's account is deactivated pass to their longest-standing administrator, or else member, whose account
-- is active, as from now on with each deactivation. A group without one keeps its owner. The list of conversations keeps
-- its order: updated_at stays.
UPDATE conversations c
    JOIN (
        SELECT candidates.conversation_id, candidates.owner_id, candidates.user_id, candidates.next_version
        FROM (
            SELECT g.id AS conversation_id, o.user_id AS owner_id, p.user_id AS user_id, g.version + 1 AS next_version,
                ROW_NUMBER() OVER (
                    PARTITION BY g.id
                    ORDER BY CASE p.role WHEN 'admin' THEN 0 ELSE 1 END, p.joined_at, p.user_id) AS place
            FROM conversations g
                JOIN participants o ON o.conversation_id = g.id AND o.removed_at IS NULL AND o.role = 'owner'
                JOIN users ou ON ou.id = o.user_id AND ou.is_active = FALSE
                JOIN participants p
                    ON p.conversation_id = g.id AND p.removed_at IS NULL AND p.user_id <> o.user_id
                JOIN users pu ON pu.id = p.user_id AND pu.is_active = TRUE
            WHERE g.kind = 'group' AND g.deleted_at IS NULL) candidates
        WHERE candidates.place = 1) successors ON successors.conversation_id = c.id
    JOIN participants changed
        ON changed.conversation_id = c.id AND changed.user_id IN (successors.owner_id, successors.user_id)
SET c.version = successors.next_version,
    c.edited_version = successors.next_version,
    c.revision = c.revision + 1,
    changed.version = successors.next_version,
    changed.role = CASE WHEN changed.user_id = successors.user_id THEN 'owner' ELSE 'admin' END;

-- An appointment of an owner names the user before the reason, which may have 500 characters.
ALTER TABLE audit_entries
    MODIFY COLUMN detail VARCHAR(600) CHARACTER SET utf8mb4 COLLATE utf8mb4_0900_ai_ci NOT NULL DEFAULT '';
