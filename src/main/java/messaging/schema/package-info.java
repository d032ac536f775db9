/**
 * The database schema: versioned migrations in {@code db/migration}, applied by Flyway only (S-RUN-3). Every startup
 * applies pending migrations; Flyway's lock in the database lets one replica do so while the others wait.
 */
package messaging.schema;
