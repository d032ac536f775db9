/** Email through the configured SMTP server (Jakarta Mail). Without a configured server, nothing is sent. */
package messaging.mail;
