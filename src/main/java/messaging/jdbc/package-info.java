/**
 * Executes SQL directly on the application's data source where entities cost too much: views are read from the columns of one
 * statement, and sends, sessions and attempts are written directly (S-SPEED-3).
 */
package messaging.jdbc;
