// A client developer's program for the classes that openapi-generator creates with typescript-fetch.
import {
    Configuration, ConversationsApi, EventsApi, HealthApi, InboxApi, MessagesApi, ParticipantsApi, ResponseError,
    SessionsApi, TokensApi, UsersApi, ProblemFromJSON,
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
        if (e instanceof ResponseError) return ProblemFromJSON(await e.response.json());
        throw e;
    }
    throw new Error('The request must fail');
}

async function register(name: string): Promise<number> {
    const user = await new UsersApi(anonymous).registerUser({
        userRegistration: { username: name, email: name + '@example.com', password, firstName: 'Gena' },
    });
    check(user.username === name && !user.isAdmin && user.createdAt instanceof Date, 'registration');
    return user.id;
}

async function session(): Promise<void> {
    check((await new HealthApi(anonymous).getHealth()).status === 'UP', 'health');
    const other = await register(username + 'b');
    const me = await register(username);
    const tokens = new TokensApi(anonymous);
    const pair = await tokens.signIn({ credentials: { username, password, device: 'typescript-fetch' } });
    const next = await tokens.refreshToken({ refreshRequest: { refresh: pair.refresh } });
    const signedIn = new Configuration({ basePath, accessToken: next.access });

    const users = new UsersApi(signedIn);
    check((await users.getMe()).id === me, 'profile');
    check((await users.updateMe({ profileUpdate: { lastName: 'Rator' } })).lastName === 'Rator', 'changed profile');
    check((await users.searchDirectory({ search: username, ordering: 'username' })).results[0]?.id === me, 'directory');

    const conversations = new ConversationsApi(signedIn);
    const group = await conversations.createConversation({
        conversationCreate: { title: 'Generated', participants: [other] },
    });
    const conversationId = group.id;
    check(group.kind === 'group' && group.role === 'owner' && group.lastMessage === null, 'group');
    const direct = await conversations.createConversation({
        conversationCreate: { kind: 'direct', participants: [other] },
    });
    check(direct.role === null && direct.owner === null, 'direct conversation');
    const before = await new EventsApi(signedIn).syncChanges();

    const messages = new MessagesApi(signedIn);
    const first = await messages.sendMessage({ conversationId, messageCreate: { content: 'Hello \u{1F355}, שלום' } });
    const second = await messages.sendMessage({
        conversationId, messageCreate: { content: `@${username} reads this`, replyTo: first.id },
    });
    check(first.content === 'Hello \u{1F355}, שלום' && first.replyTo === null && second.replyTo === first.id, 'sent');
    const list = await conversations.listConversations({ ordering: '-created_at' });
    check(list.results.find(one => one.id === conversationId)?.lastMessage?.id === second.id, 'last message');
    check(list.results.find(one => one.id === direct.id)?.lastMessage === null, 'no last message');
    const page = await messages.listMessages({ conversationId, after: String(first.seq), offset: 0, ordering: 'seq' });
    check(page.results.length === 1 && page.results[0]?.id === second.id && page.next === null, 'page');
    check((await messages.listMessages({ conversationId, around: 'id:' + first.id })).results.length === 2, 'around');
    const edited = await messages.updateMessage({
        conversationId, id: first.id, messageUpdate: { content: 'Edited' },
    });
    check(edited.content === 'Edited' && edited.updatedAt > edited.createdAt, 'edited');
    await messages.addReaction({ conversationId, messageId: first.id, emoji: '👍' });
    const reacted = await messages.getMessage({ conversationId, id: first.id });
    check(reacted.reactions[0]?.emoji === '👍' && reacted.reactions[0].users[0] === me, 'reaction');
    check((await messages.listMentions()).results.every(message => message.mentions.length > 0), 'mentions');

    const inbox = new InboxApi(signedIn);
    check((await inbox.markUnread({ id: conversationId, unreadMark: { seq: 2 } })).readSeq === 1, 'unread');
    check((await inbox.markRead({ id: conversationId, readMark: { seq: 2 } })).unreadCount === 0, 'read');
    check((await inbox.listReceipts({ id: conversationId })).results.some(receipt => receipt.user === me), 'receipts');
    const preferences = await inbox.updatePreferences({ id: conversationId, preferencesUpdate: { pinned: true } });
    check(preferences.pinned && !preferences.muted, 'preferences');
    const participants = new ParticipantsApi(signedIn);
    const admin = await participants.updateParticipant({
        conversationId, userId: other, participantUpdate: { role: 'admin' },
    });
    check(admin.role === 'admin', 'role');
    check((await new SessionsApi(signedIn).listSessions()).results[0]?.device === 'typescript-fetch', 'sessions');

    const invalid = await problem(messages.sendMessage({ conversationId, messageCreate: { content: '' } }));
    check(invalid.status === 400 && invalid.errors?.[0]?.field === 'content', 'problem');
    check(invalid.type === '/problems/invalid-input', 'type of the problem');
    check((await problem(users.listUsers())).status === 403, 'forbidden');
    check((await problem(new UsersApi(anonymous).getMe())).status === 401, 'unauthorized');

    await messages.deleteMessage({ conversationId, id: first.id });
    check((await problem(messages.getMessage({ conversationId, id: first.id }))).status === 404, 'deleted message');
    const changed = await new EventsApi(signedIn).syncChanges({ since: before.position });
    const events = changed.conversations.filter(one => one.conversation === conversationId).flatMap(one => one.events ?? []);
    const deleted = events.find(event => event.type === 'message.deleted')?.message;
    check(deleted?.id === first.id && deleted.deletedBy === me && deleted.content === undefined, 'deleted in sync');
    const sent = events.find(event => event.message?.id === second.id)?.message;
    check(sent?.content === second.content && sent.sender === me, 'sent in sync');
    const all = await new EventsApi(signedIn).syncVersions({ knownVersions: { versions: { [conversationId]: 1 } } });
    check(all.conversations.length > 0, 'versions');

    await conversations.deleteConversation({ id: conversationId });
    check((await problem(conversations.getConversation({ id: conversationId }))).status === 404, 'deleted');
    await users.deleteMe({ accountDeletion: { currentPassword: password } });
    check((await problem(tokens.signIn({ credentials: { username, password } }))).status === 401, 'deleted account');
}

session().then(() => console.log('OK'), error => {
    console.error(error instanceof Error ? error.stack : error);
    process.exit(1);
});
