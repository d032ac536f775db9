// A client developer's program for the classes that openapi-generator creates with typescript-axios.
import { isAxiosError } from 'axios';
import {
    Configuration, ConversationsApi, EventsApi, HealthApi, InboxApi, MessagesApi, ParticipantsApi, SessionsApi,
    TokensApi, UsersApi,
} from './generated';
import type { Problem } from './generated';

declare const process: { argv: string[]; exit(code: number): never };

const [basePath, username, password] = process.argv.slice(2) as [string, string, string];
const anonymous = new Configuration({ basePath });

function check(holds: boolean, what: string): asserts holds {
    if (!holds) throw new Error('Failed: ' + what);
}

async function problem(request: Promise<unknown>): Promise<Problem> {
    try {
        await request;
    } catch (e) {
        if (isAxiosError<Problem>(e) && e.response) return e.response.data;
        throw e;
    }
    throw new Error('The request must fail');
}

/** The body of a successful response. */
async function data<T>(response: Promise<{ data: T }>): Promise<T> {
    return (await response).data;
}

async function register(name: string): Promise<number> {
    const user = await data(new UsersApi(anonymous).registerUser({
        userRegistration: { username: name, email: name + '@example.com', password, first_name: 'Gena' },
    }));
    check(user.username === name && !user.is_admin && !Number.isNaN(Date.parse(user.created_at)), 'registration');
    return user.id;
}

async function session(): Promise<void> {
    check((await data(new HealthApi(anonymous).getHealth())).status === 'UP', 'health');
    const other = await register(username + 'b');
    const me = await register(username);
    const tokens = new TokensApi(anonymous);
    const pair = await data(tokens.signIn({ credentials: { username, password, device: 'typescript-axios' } }));
    const next = await data(tokens.refreshToken({ refreshRequest: { refresh: pair.refresh } }));
    const signedIn = new Configuration({ basePath, accessToken: next.access });

    const users = new UsersApi(signedIn);
    check((await data(users.getMe())).id === me, 'profile');
    check((await data(users.updateMe({ profileUpdate: { last_name: 'Rator' } }))).last_name === 'Rator', 'changed profile');
    check((await data(users.searchDirectory({ search: username, ordering: 'username' }))).results[0]?.id === me, 'directory');

    const conversations = new ConversationsApi(signedIn);
    const group = await data(conversations.createConversation({
        conversationCreate: { title: 'Generated', participants: [other] },
    }));
    const conversationId = group.id;
    check(group.kind === 'group' && group.role === 'owner' && group.last_message === null, 'group');
    const direct = await data(conversations.createConversation({
        conversationCreate: { kind: 'direct', participants: [other] },
    }));
    check(direct.role === null && direct.owner === null, 'direct conversation');
    const before = await data(new EventsApi(signedIn).syncChanges());

    const messages = new MessagesApi(signedIn);
    const first = await data(messages.sendMessage({ conversationId, messageCreate: { content: 'Hello \u{1F355}, שלום' } }));
    const second = await data(messages.sendMessage({
        conversationId, messageCreate: { content: `@${username} reads this`, reply_to: first.id },
    }));
    check(first.content === 'Hello \u{1F355}, שלום' && first.reply_to === null && second.reply_to === first.id, 'sent');
    const list = await data(conversations.listConversations({ ordering: '-created_at' }));
    check(list.results.find(one => one.id === conversationId)?.last_message?.id === second.id, 'last message');
    check(list.results.find(one => one.id === direct.id)?.last_message === null, 'no last message');
    const page = await data(messages.listMessages({ conversationId, after: String(first.seq), offset: 0, ordering: 'seq' }));
    check(page.results.length === 1 && page.results[0]?.id === second.id && page.next === null, 'page');
    check((await data(messages.listMessages({ conversationId, around: 'id:' + first.id }))).results.length === 2, 'around');
    const edited = await data(messages.updateMessage({
        conversationId, id: first.id, messageUpdate: { content: 'Edited' },
    }));
    check(edited.content === 'Edited' && edited.updated_at > edited.created_at, 'edited');
    await data(messages.addReaction({ conversationId, messageId: first.id, emoji: '👍' }));
    const reacted = await data(messages.getMessage({ conversationId, id: first.id }));
    check(reacted.reactions[0]?.emoji === '👍' && reacted.reactions[0].users[0] === me, 'reaction');
    check((await data(messages.listMentions())).results.every(message => message.mentions.length > 0), 'mentions');

    const inbox = new InboxApi(signedIn);
    check((await data(inbox.markUnread({ id: conversationId, unreadMark: { seq: 2 } }))).read_seq === 1, 'unread');
    check((await data(inbox.markRead({ id: conversationId, readMark: { seq: 2 } }))).unread_count === 0, 'read');
    check((await data(inbox.listReceipts({ id: conversationId }))).results.some(receipt => receipt.user === me), 'receipts');
    const preferences = await data(inbox.updatePreferences({ id: conversationId, preferencesUpdate: { pinned: true } }));
    check(preferences.pinned && !preferences.muted, 'preferences');
    const participants = new ParticipantsApi(signedIn);
    const admin = await data(participants.updateParticipant({
        conversationId, userId: other, participantUpdate: { role: 'admin' },
    }));
    check(admin.role === 'admin', 'role');
    check((await data(new SessionsApi(signedIn).listSessions())).results[0]?.device === 'typescript-axios', 'sessions');

    const invalid = await problem(messages.sendMessage({ conversationId, messageCreate: { content: '' } }));
    check(invalid.status === 400 && invalid.errors?.[0]?.field === 'content', 'problem');
    check(invalid.type === '/problems/invalid-input', 'type of the problem');
    check((await problem(users.listUsers())).status === 403, 'forbidden');
    check((await problem(new UsersApi(anonymous).getMe())).status === 401, 'unauthorized');

    await data(messages.deleteMessage({ conversationId, id: first.id }));
    check((await problem(messages.getMessage({ conversationId, id: first.id }))).status === 404, 'deleted message');
    const changed = await data(new EventsApi(signedIn).syncChanges({ since: before.position }));
    const events = changed.conversations.filter(one => one.conversation === conversationId).flatMap(one => one.events ?? []);
    const deleted = events.find(event => event.type === 'message.deleted')?.message;
    check(deleted?.id === first.id && deleted.deleted_by === me && deleted.content === undefined, 'deleted in sync');
    const sent = events.find(event => event.message?.id === second.id)?.message;
    check(sent?.content === second.content && sent.sender === me, 'sent in sync');
    const all = await data(new EventsApi(signedIn).syncVersions({ knownVersions: { versions: { [conversationId]: 1 } } }));
    check(all.conversations.length > 0, 'versions');

    await data(conversations.deleteConversation({ id: conversationId }));
    check((await problem(conversations.getConversation({ id: conversationId }))).status === 404, 'deleted');
    await data(users.deleteMe({ accountDeletion: { current_password: password } }));
    check((await problem(tokens.signIn({ credentials: { username, password } }))).status === 401, 'deleted account');
}

session().then(() => console.log('OK'), error => {
    console.error(error instanceof Error ? error.stack : error);
    process.exit(1);
});
