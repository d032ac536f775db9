/**
 * The operator's commands, run beside the server against its database (S-RUN-4): migrate, check the database, make an
 * administrator, load the test data, make a signing key. They need plain JDBC only and no server.
 */
package messaging.command;
