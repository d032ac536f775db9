/** Suggestions for a mention that is being typed. */
import { foldText } from '../shared/text.js';

const MAX_SUGGESTIONS = 8;
/** @type {User[]} what owners and admins of a group can mention in addition to participants */
const GROUP_MENTIONS = [
  { id: 0, username: 'all', first_name: 'All participants', last_name: '' },
  { id: 0, username: 'here', first_name: 'Participants who are online', last_name: '' },
];

// The server accepts a mention as the first text, and after any character except a letter or digit of a script that separates
// words by spaces.
const MENTION_START = /(?:^|[^\p{L}\p{M}\p{N}@＠]|\uFE0F|[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Hang}\p{scx=Thai}\p{scx=Laoo}\p{scx=Khmr}\p{scx=Mymr}])[@＠]([\p{L}\p{M}\p{N}.+_-]*)$/u;

/**
 * Returns the text of a mention before the cursor, without the at sign, or null if there is no mention.
 *
 * @param {string} textBeforeCursor
 */
export const mentionPrefix = (textBeforeCursor) => MENTION_START.exec(textBeforeCursor)?.[1] ?? null;

/**
 * Returns the participants and groups whose username or name starts with a prefix.
 *
 * @param {Conversation} conversation
 * @param {number} userId who is never suggested
 * @param {string} prefix
 */
export function suggestMentions(conversation, userId, prefix) {
  const folded = foldText(prefix);
  const canMentionGroups = conversation.kind !== 'direct' && ['owner', 'admin'].includes(conversation.role ?? '');
  return [
    ...(conversation.participant_details ?? []).filter(({ id }) => id !== userId),
    ...(canMentionGroups ? GROUP_MENTIONS : []),
  ].filter(({ username, first_name, last_name }) => [username, first_name, last_name].some((name) => foldText(name).startsWith(folded)))
    .slice(0, MAX_SUGGESTIONS);
}
