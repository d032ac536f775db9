/**
 * Every limit, default and environment variable of the application in one typed place (S-RUN-2). An invalid or missing
 * value stops startup with one line that lists all of them. The data source and the HTTP port are configured in
 * Liberty's {@code server.xml}, from the same variables.
 */
package messaging.settings;
