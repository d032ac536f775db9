/** E-mail through the configured server (Jakarta Mail); without one, nothing is sent. */
package messaging.mail;
