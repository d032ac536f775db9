package messaging.token;

/** Sessions were ended here: what is remembered of them on this replica is out of date once the transaction commits. */
record SessionsEnded() {}
