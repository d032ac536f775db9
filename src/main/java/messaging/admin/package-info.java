/**
 * Administration of the site under {@code admin/}. Every action beyond the administrator's own account leaves an audit
 * entry in the same transaction.
 */
package messaging.admin;
