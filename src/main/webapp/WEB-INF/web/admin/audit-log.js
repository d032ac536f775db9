/** The audit log. */
import { html } from 'lit-element';
import { formatDateTime } from '../shared/dates.js';
import { DataTable } from './data-table.js';

/** @type {Record<string, string>} */
const ACTIONS = {
  'user.deactivate': 'Deactivated a user', 'user.reactivate': 'Reactivated a user', 'user.promote': 'Made a user an administrator',
  'user.demote': 'Removed administrator rights', 'user.end_sessions': 'Ended sessions', 'user.password_reset': 'Created a reset link',
  'conversation.read': 'Read a conversation', 'conversation.delete': 'Deleted a conversation',
  'conversation.appoint_owner': 'Changed an owner', 'message.delete': 'Deleted a message',
};

class AdminAuditLog extends DataTable {
  get path() {
    return 'admin/audit/';
  }

  render() {
    return html`<h2>Audit log</h2>
      <div class="filters">${this.renderSearch('Search')}${this.renderSelect('Action', 'action', { '': 'All', ...ACTIONS })}
        ${this.renderTimeFilter('From', 'from')}${this.renderTimeFilter('Before', 'to')}</div>
      ${this.renderTable('Audit log', [['Time', 'created_at'], ['Administrator'], ['Action', 'action'], ['Target'], ['Details']], (entry) => html`<tr>
        <td><time datetime=${entry.created_at}>${formatDateTime(entry.created_at)}</time></td><td>${entry.actor_details.username}</td>
        <td>${ACTIONS[entry.action] ?? entry.action}</td><td>${entry.target_type} ${entry.target_id}</td><td dir="auto">${entry.detail}</td></tr>`)}`;
  }
}
customElements.define('admin-audit-log', AdminAuditLog);
