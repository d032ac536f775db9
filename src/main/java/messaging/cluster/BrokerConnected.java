package messaging.cluster;

/** This replica has connected to the broker, and receives the messages of other replicas from now on. A CDI event. */
public record BrokerConnected() {}
