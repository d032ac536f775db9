/**
 * Changes, and {@code sync/} for clients that request them (S-PLUS-5). Changes are read from the rows that the other packages
 * stamp with versions; there is no second log. {@code ChangeLog} reads them, {@code ChangeSet} decides which
 * changes a participant receives, and {@code SyncToken} is the position from which a client resumes. Delivery to live
 * connections is the task of {@code messaging.live}. This package changes no data.
 */
package messaging.sync;
