/** Releases under load: a proxy, servers of two colors, and clients that record every failure. */
package messaging.release;
