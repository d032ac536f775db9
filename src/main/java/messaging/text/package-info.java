/**
 * Rules for text that people write, as pure functions over ICU: text folding for searches (S-TEXT-1), valid and confusable
 * usernames (S-TEXT-2), titles and names (S-TEXT-3), normalization of passwords (S-TEXT-4) and email addresses (S-TEXT-5).
 * This package depends on no feature and keeps no state.
 */
package messaging.text;
