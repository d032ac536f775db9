/** Releases under traffic: a proxy, two colours of servers, and clients that notice whatever goes wrong. */
package messaging.release;
