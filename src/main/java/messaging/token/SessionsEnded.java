package messaging.token;

/** Sessions were ended here: what is remembered of them is out of date once the transaction commits. */
public record SessionsEnded() {}
