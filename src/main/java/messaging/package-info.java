/** The messaging back end. */
package messaging;
