/**
 * Startup, in order: the whole configuration is checked, the database awaited, the schema migrated. A failure ends the
 * process with one line.
 */
package messaging.startup;
