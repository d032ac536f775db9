/**
 * Runs SQL directly on the application's data source, for reads that need no entities: a view is filled from the columns
 * of one statement (S-SPEED-3).
 */
package messaging.jdbc;
