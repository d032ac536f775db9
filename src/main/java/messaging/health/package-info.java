/**
 * Health for probes and people (S-API-10): MicroProfile Health at {@code /health/started} (migrated), {@code
 * /health/live} (no deadlock; never the database), {@code /health/ready} (the database answers within a bound, and the
 * server is not being drained), and {@code /api/v1/health/}. A drained server fires {@link messaging.health.Draining};
 * ending live connections is for whoever has them.
 */
package messaging.health;
