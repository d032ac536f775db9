/**
 * What the site's administrators may do beyond their own account, under {@code admin/}; everything here leaves an audit
 * entry in the same transaction.
 */
package messaging.admin;
