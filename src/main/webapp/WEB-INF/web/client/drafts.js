/**
 * Unsent text of the composer, by user and conversation. It is stored on the device, so it survives a reload, until the user
 * signs out. The page keeps it even then, because the same user may sign in again.
 */

/** @type {Map<number, Record<string, string>>} by user, then by conversation */
const drafts = new Map();

/** @param {number} userId */
const keyOf = (userId) => `messaging-drafts-${userId}`;

/**
 * @param {number} userId
 * @returns {Record<string, string>}
 */
function draftsOf(userId) {
  let found = drafts.get(userId);
  if (!found) {
    found = /** @type {Record<string, string>} */ (JSON.parse(localStorage.getItem(keyOf(userId)) ?? '{}'));
    drafts.set(userId, found);
  }
  return found;
}

/**
 * @param {number} userId
 * @param {number} conversation
 */
export const getDraft = (userId, conversation) => draftsOf(userId)[conversation] ?? '';

/**
 * @param {number} userId
 * @param {number} conversation
 * @param {string} text empty to delete the draft
 */
export function setDraft(userId, conversation, text) {
  const found = draftsOf(userId);
  if (text) {
    found[conversation] = text;
  } else {
    delete found[conversation];
  }
  try {
    if (Object.keys(found).length) {
      localStorage.setItem(keyOf(userId), JSON.stringify(found));
    } else {
      localStorage.removeItem(keyOf(userId));
    }
  } catch {
    // The browser's storage is full. The draft is kept until the page is closed.
  }
}

/**
 * Deletes a user's drafts from the device.
 *
 * @param {number} userId
 */
export const deleteStoredDrafts = (userId) => localStorage.removeItem(keyOf(userId));
