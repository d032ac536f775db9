/** Rendering of message content: links and mentions. Content is never interpreted as markup. */
import { html, nothing } from 'lit-element';

// Punctuation of Chinese and Japanese sentences ends a URL, as in the server's parsing of mentions.
const LINK = /https?:\/\/[^\s<>"'`\u202A-\u202E\u2066-\u2069、。，．：；！？｡､…（）「」『』【】〔〕《》〈〉｢｣“”‘’]+[^\s<>"'`\u202A-\u202E\u2066-\u2069、。，．：；！？｡､…（）「」『』【】〔〕《》〈〉｢｣“”‘’.,:;!?)\]}]/giu;

/**
 * Returns the ASCII name of a link's host if the link shows another one: letters of different scripts look alike.
 *
 * @param {string} url
 */
function asciiHost(url) {
  try {
    const { hostname } = new URL(url);
    return /[^\p{ASCII}]/u.test(url.split('/')[2]) ? html` <small>(${hostname})</small>` : nothing;
  } catch {
    return nothing;
  }
}

/** @param {string} text */
function renderLinks(text) {
  const parts = [];
  let end = 0;
  for (const match of text.matchAll(LINK)) {
    parts.push(text.slice(end, match.index));
    parts.push(html`<a href=${match[0]} target="_blank" rel="noopener noreferrer nofollow ugc">${match[0]}</a>${asciiHost(match[0])}`);
    end = match.index + match[0].length;
  }
  parts.push(text.slice(end));
  return parts;
}

/**
 * Returns whether a mention is of a user, or of all participants.
 *
 * @param {Mention} mention
 * @param {number} userId
 */
export const mentionsUser = ({ kind, user }, userId) => (kind === 'all' || kind === 'here' ? true : user === userId);

/**
 * Renders a message's content with its mentions, and with links unless it is shown within a link. A mention never splits a
 * link.
 *
 * @param {string} content
 * @param {Mention[]} [mentions] with offsets in code points
 * @param {number} [userId] whose mentions are highlighted
 * @param {boolean} [withLinks]
 * @returns {any}
 */
export function renderContent(content, mentions = [], userId = 0, withLinks = true) {
  const renderText = withLinks ? renderLinks : (/** @type {string} */ text) => text;
  if (!mentions?.length) {
    return renderText(content);
  }
  /** Indexes of the code points */
  const starts = [];
  for (let index = 0; index < content.length; index += (content.codePointAt(index) ?? 0) > 0xFFFF ? 2 : 1) {
    starts.push(index);
  }
  starts.push(content.length);
  const links = [...content.matchAll(LINK)].map((match) => [match.index, match.index + match[0].length]);
  /** @type {any[]} */
  const parts = [];
  let end = 0;
  for (const mention of [...mentions].sort((a, b) => a.offset - b.offset)) {
    const from = starts[mention.offset];
    const to = starts[mention.offset + mention.length];
    if (from >= end && to !== undefined && !links.some(([start, stop]) => from < stop && to > start)) {
      parts.push(renderText(content.slice(end, from)));
      parts.push(html`<mark class=${mentionsUser(mention, userId) ? 'me' : ''}>${content.slice(from, to)}</mark>`);
      end = to;
    }
  }
  parts.push(renderText(content.slice(end)));
  return parts;
}
