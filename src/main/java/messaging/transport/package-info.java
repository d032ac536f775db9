/**
 * An extension of Liberty's HTTP transport: a bundle of its own beside the application, which refuses what Liberty would
 * answer in its own words before any application sees it (S-API-12). Uses Liberty's SPI and no other package. See ADR 0030.
 */
package messaging.transport;
