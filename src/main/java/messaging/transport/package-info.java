/**
 * An extension of Liberty's HTTP transport: a bundle of its own beside the application. It refuses requests that Liberty would
 * answer in its own words before any application sees them (S-API-12, ADR 0030), and admits the others as far as the server
 * can process them (S-SPEED-6, ADR 0035). Uses Liberty's SPI and no other package.
 */
package messaging.transport;
