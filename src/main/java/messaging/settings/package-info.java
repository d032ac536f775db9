/**
 * Every limit, default and environment variable of the application, in one typed place (S-RUN-2). A bad or missing
 * value stops the start with one line that names all of them. The data source and the HTTP port are Liberty's own
 * configuration and read the same variables in {@code server.xml}.
 */
package messaging.settings;
