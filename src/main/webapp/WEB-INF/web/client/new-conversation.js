/** The dialog that creates a conversation. */
import { html } from 'lit-element';
import { api } from '../shared/api.js';
import { openDialog } from '../shared/dialog.js';
import { textField } from '../shared/forms.js';
import './people-picker.js';
import './submit-form.js';

const TITLE_HINT = 'Without a title, the names of the participants are shown. One person and no title starts a direct conversation.';

/**
 * Resolves with the id of the conversation, or undefined.
 *
 * @param {import('./store.js').Store} store
 * @returns {Promise<number | undefined>}
 */
export function openNewConversation(store) {
  return openDialog('New conversation', (dialog) => html`<submit-form .action=${'Create'}
    .content=${(/** @type {Record<string, string>} */ errors) => html`
      <people-picker .except=${[store.me.id]} .error=${errors.participants ?? ''}></people-picker>
      ${textField({ label: 'Title', name: 'title', error: errors.title, hint: TITLE_HINT })}`}
    .submit=${async (/** @type {{title: string}} */ { title }) => {
      /** @type {import('./people-picker.js').PeoplePicker} */
      const picker = dialog.$('people-picker');
      picker.validate();
      const participants = picker.selected.map(({ id }) => id);
      const isDirect = participants.length === 1 && !title.trim();
      const created = await api('POST', 'conversations/',
        isDirect ? { kind: 'direct', participants } : { title: title.trim() || null, participants });
      await store.merge(created);
      dialog.close(created.id);
    }}></submit-form>`);
}
