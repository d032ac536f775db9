/**
 * Rules for text that people write, as pure functions over ICU: how text is folded for searching (S-TEXT-1), which
 * usernames are valid and which look alike (S-TEXT-2), what a title or a name may contain (S-TEXT-3), how passwords
 * (S-TEXT-4) and email addresses (S-TEXT-5) are normalized. It uses no feature package and keeps no state.
 */
package messaging.text;
