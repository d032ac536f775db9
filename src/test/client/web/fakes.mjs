/** Fakes that the tests share. */
import { startSsoSession } from '../../../main/webapp/WEB-INF/web/shared/api.js';

const encode = (claims) => Buffer.from(JSON.stringify(claims)).toString('base64url');

/** Returns a token without a signature. */
export function fakeToken(claims = {}) {
  const now = Math.floor(Date.now() / 1000);
  return `${encode({ alg: 'none' })}.${encode({ iss: 'test', sub: '1', iat: now, exp: now + 3600, ...claims })}.`;
}

/** A server whose responses are given by a function of the request. It records the requests. */
export class FakeServer {
  requests = [];

  constructor() {
    this.respond = () => ({ status: 404 });
    globalThis.fetch = async (url, { method, body }) => {
      const request = { method, path: String(url).replace('/api/v1/', ''), body: body && JSON.parse(body) };
      this.requests.push(request);
      const response = await this.respond(request);
      if (!response) {
        throw new TypeError('Failed to fetch');
      }
      const { status = 200, json = {}, headers = {} } = response;
      return new Response(JSON.stringify(json), { status, headers: { 'Content-Type': 'application/json', ...headers } });
    };
    startSsoSession(fakeToken(), async () => fakeToken());
  }
}

/** Waits until all promises that need no timer are settled. */
export async function settle() {
  for (let i = 0; i < 10; i += 1) {
    await new Promise(setImmediate);
  }
}

export const me = { id: 1, username: 'ama', first_name: 'Ama', last_name: 'Aidoo' };
export const kofi = { id: 2, username: 'kofi', first_name: 'Kofi', last_name: 'Asare' };

/** Returns a message of Kofi in conversation 7. */
export const message = (seq, changes = {}) => ({
  id: 100 + seq, conversation: 7, seq, version: seq, sender: kofi.id, sender_details: kofi, content: `Message ${seq}`,
  created_at: '2026-03-02T10:00:00Z', updated_at: '2026-03-02T10:00:00Z', ...changes,
});

/** Returns conversation 7 of Ama and Kofi. */
export const conversation = (changes = {}) => ({
  id: 7, kind: 'group', title: null, owner: me.id, role: 'owner', participants: [me.id, kofi.id], participant_details: [me, kofi],
  version: 1, last_seq: 1, last_message: message(1), read_seq: 1, unread_count: 0, updated_at: '2026-03-02T10:00:00Z', ...changes,
});

/** Returns the HTML of a rendered template, without Lit's markers. */
export function htmlOf(part) {
  if (Array.isArray(part)) {
    return part.map(htmlOf).join('');
  }
  if (part?.strings) {
    return part.strings.map((text, index) => text + (index < part.values.length ? htmlOf(part.values[index]) : '')).join('');
  }
  return typeof part === 'symbol' ? '' : String(part);
}
