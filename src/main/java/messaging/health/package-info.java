/**
 * Health for probes and people (S-API-10): MicroProfile Health at {@code /health/started} (migrated), {@code
 * /health/live} (no deadlock; never the database), {@code /health/ready} (the database answers within a bound), and
 * {@code /api/v1/health/}.
 */
package messaging.health;
