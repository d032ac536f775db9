/**
 * The database's schema: versioned migrations in {@code db/migration}, applied by Flyway and nothing else (S-RUN-3).
 * Every start of the application applies what is missing; Flyway's lock in the database lets one replica do it while the
 * others wait.
 */
package messaging.schema;
