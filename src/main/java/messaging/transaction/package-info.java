/** Retries of transactions that the database rolled back because of a deadlock or a lock timeout. */
package messaging.transaction;
