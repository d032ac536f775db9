/**
 * What happens once at start, in order: the configuration is checked as a whole, the database awaited, the schema
 * migrated. What fails here ends the process with one line.
 */
package messaging.startup;
