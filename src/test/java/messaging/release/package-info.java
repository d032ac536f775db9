/** Releases under traffic: a proxy, two colours of servers, and clients that record every failure. */
package messaging.release;
