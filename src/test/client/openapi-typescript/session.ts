// A client developer's program for the types that openapi-typescript creates, with the requests of openapi-fetch.
import createClient from 'openapi-fetch';
import type { components, paths } from './generated';

declare const process: { argv: string[]; exit(code: number): never };

type Problem = components['schemas']['Problem'];

const [baseUrl, username, password] = process.argv.slice(2) as [string, string, string];
const anonymous = createClient<paths>({ baseUrl });

function check(holds: boolean, what: string): asserts holds {
    if (!holds) throw new Error('Failed: ' + what);
}

/** The body of a successful response. */
async function data<T>(request: Promise<{ data?: T; error?: unknown }>): Promise<T> {
    const response = await request;
    if (response.data === undefined) throw new Error('Failed: ' + JSON.stringify(response.error));
    return response.data;
}

async function done(request: Promise<{ response: Response }>): Promise<void> {
    const { response } = await request;
    check(response.status === 204, response.url + ': ' + response.status);
}

async function problem(request: Promise<{ error?: Problem }>): Promise<Problem> {
    const { error } = await request;
    check(error !== undefined, 'the request must fail');
    return error;
}

async function register(name: string): Promise<number> {
    const body = { username: name, email: name + '@example.com', password, first_name: 'Gena' };
    const user = await data(anonymous.POST('/api/v1/users/', { body }));
    check(user.username === name && !user.is_admin && !Number.isNaN(Date.parse(user.created_at)), 'registration');
    return user.id;
}

async function session(): Promise<void> {
    check((await data(anonymous.GET('/api/v1/health/'))).status === 'UP', 'health');
    const other = await register(username + 'b');
    const me = await register(username);
    const pair = await data(anonymous.POST('/api/v1/token/', { body: { username, password, device: 'fetch' } }));
    const { access } = await data(anonymous.POST('/api/v1/token/refresh/', { body: { refresh: pair.refresh } }));
    const client = createClient<paths>({ baseUrl, headers: { Authorization: 'Bearer ' + access } });

    check((await data(client.GET('/api/v1/users/me/'))).id === me, 'profile');
    const profile = await data(client.PATCH('/api/v1/users/me/', { body: { last_name: 'Rator' } }));
    check(profile.last_name === 'Rator', 'changed profile');
    const query = { search: username, ordering: 'username' };
    const directory = await data(client.GET('/api/v1/users/directory/', { params: { query } }));
    check(directory.results[0]?.id === me, 'directory');

    const group = await data(client.POST('/api/v1/conversations/', { body: { title: 'Typed', participants: [other] } }));
    check(group.kind === 'group' && group.role === 'owner' && group.last_message === null, 'group');
    const direct = await data(client.POST('/api/v1/conversations/', { body: { kind: 'direct', participants: [other] } }));
    check(direct.role === null && direct.owner === null, 'direct conversation');
    const before = await data(client.GET('/api/v1/sync/'));

    const path = { conversation_id: group.id };
    const messages = '/api/v1/conversations/{conversation_id}/messages/' as const;
    const message = '/api/v1/conversations/{conversation_id}/messages/{id}/' as const;
    const first = await data(client.POST(messages, { params: { path }, body: { content: 'Hello \u{1F355}, שלום' } }));
    const second = await data(client.POST(messages, {
        params: { path }, body: { content: `@${username} reads this`, reply_to: first.id },
    }));
    check(first.content === 'Hello \u{1F355}, שלום' && first.reply_to === null && second.reply_to === first.id, 'sent');
    const list = await data(client.GET('/api/v1/conversations/', { params: { query: { ordering: '-created_at' } } }));
    check(list.results.find(one => one.id === group.id)?.last_message?.id === second.id, 'last message');
    check(list.results.find(one => one.id === direct.id)?.last_message === null, 'no last message');
    const page = await data(client.GET(messages, { params: { path, query: { after: String(first.seq), offset: 0, ordering: 'seq' } } }));
    check(page.results.length === 1 && page.results[0]?.id === second.id && page.next === null, 'page');
    const of = { ...path, id: first.id };
    const edited = await data(client.PATCH(message, { params: { path: of }, body: { content: 'Edited' } }));
    check(edited.content === 'Edited' && edited.updated_at > edited.created_at, 'edited');
    await done(client.PUT('/api/v1/conversations/{conversation_id}/messages/{message_id}/reactions/{emoji}/', {
        params: { path: { ...path, message_id: first.id, emoji: '👍' } },
    }));
    const reacted = await data(client.GET(message, { params: { path: of } }));
    check(reacted.reactions[0]?.emoji === '👍' && reacted.reactions[0].users[0] === me, 'reaction');
    check((await data(client.GET('/api/v1/mentions/'))).results.every(one => one.mentions.length > 0), 'mentions');

    const inbox = { params: { path: { id: group.id } } };
    const unread = await data(client.POST('/api/v1/conversations/{id}/unread/', { ...inbox, body: { seq: 2 } }));
    check(unread.read_seq === 1, 'unread');
    const read = await data(client.POST('/api/v1/conversations/{id}/read/', { ...inbox, body: { seq: 2 } }));
    check(read.unread_count === 0, 'read');
    const receipts = await data(client.GET('/api/v1/conversations/{id}/receipts/', inbox));
    check(receipts.results.some(receipt => receipt.user === me), 'receipts');
    const preferences = await data(client.PATCH('/api/v1/conversations/{id}/preferences/', { ...inbox, body: { pinned: true } }));
    check(preferences.pinned && !preferences.muted, 'preferences');
    const admin = await data(client.PATCH('/api/v1/conversations/{conversation_id}/participants/{user_id}/', {
        params: { path: { ...path, user_id: other } }, body: { role: 'admin' },
    }));
    check(admin.role === 'admin', 'role');
    check((await data(client.GET('/api/v1/users/me/sessions/'))).results[0]?.device === 'fetch', 'sessions');

    const invalid = await problem(client.POST(messages, { params: { path }, body: { content: '' } }));
    check(invalid.status === 400 && invalid.errors?.[0]?.field === 'content', 'problem');
    check(invalid.type === '/problems/invalid-input', 'type of the problem');
    check((await problem(client.GET('/api/v1/users/'))).status === 403, 'forbidden');
    check((await problem(anonymous.GET('/api/v1/users/me/'))).status === 401, 'unauthorized');

    await done(client.DELETE(message, { params: { path: of } }));
    check((await problem(client.GET(message, { params: { path: of } }))).status === 404, 'deleted message');
    const changed = await data(client.GET('/api/v1/sync/', { params: { query: { since: before.position } } }));
    const events = changed.conversations.filter(one => one.conversation === group.id).flatMap(one => one.events ?? []);
    const deleted = events.find(event => event.type === 'message.deleted')?.message;
    check(deleted?.id === first.id && deleted.deleted_by === me && deleted.content === undefined, 'deleted in sync');
    const sent = events.find(event => event.message?.id === second.id)?.message;
    check(sent?.content === second.content && sent.sender === me, 'sent in sync');

    await done(client.DELETE('/api/v1/conversations/{id}/', inbox));
    check((await problem(client.GET('/api/v1/conversations/{id}/', inbox))).status === 404, 'deleted');
    await done(client.DELETE('/api/v1/users/me/', { body: { current_password: password } }));
    const gone = await problem(anonymous.POST('/api/v1/token/', { body: { username, password } }));
    check(gone.status === 401, 'deleted account');
}

session().then(() => console.log('OK'), error => {
    console.error(error instanceof Error ? error.stack : error);
    process.exit(1);
});
