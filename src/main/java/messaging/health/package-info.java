/**
 * Health for probes and people (S-API-10): MicroProfile Health at {@code /health/started} (migrated), {@code
 * /health/live} (no deadlock, independent of the database) and {@code /health/ready} (the database responds in time,
 * and the server is not draining), and {@code /api/v1/health/}. A drained server fires {@link
 * messaging.health.Draining}; the packages that hold live connections close them.
 */
package messaging.health;
