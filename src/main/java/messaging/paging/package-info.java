/**
 * The contract of every list, in one place (S-API-9): {@code search}, {@code ordering}, {@code limit}, {@code offset}
 * in; {@code count}, {@code next}, {@code previous}, {@code results} out. A repository declares in a few lines which
 * fields search and order ({@link messaging.paging.Listing}); nothing else is repeated. It uses no feature package.
 */
package messaging.paging;
