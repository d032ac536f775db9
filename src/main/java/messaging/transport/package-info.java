/**
 * An extension of Liberty's HTTP transport, in its own bundle beside the application. It responds to requests that
 * Liberty would answer with its own error pages (S-API-12, ADR 0030), and admits the others as far as the server can
 * process them (S-SPEED-6, ADR 0035). Uses only Liberty's SPI.
 */
package messaging.transport;
