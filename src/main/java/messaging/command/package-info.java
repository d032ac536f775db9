/**
 * The management commands, which run beside the server on its database (S-RUN-4): migrate, check the database, create
 * an administrator, create test data, manage signing keys. They require plain JDBC and no server.
 */
package messaging.command;
