/**
 * The contract of all lists (S-API-9): the parameters {@code search}, {@code ordering}, {@code limit} and {@code offset}, and
 * the response with {@code count}, {@code next}, {@code previous} and {@code results}. A repository declares the fields to
 * search and sort by ({@link messaging.paging.Listing}), a view the columns ({@link messaging.paging.ListOptions}). This
 * package depends on no feature.
 */
package messaging.paging;
