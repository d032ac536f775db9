/** What a transaction needs beyond the container: another try when the database made it the victim of a deadlock. */
package messaging.transaction;
