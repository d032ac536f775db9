/** Loaded before the tests: the resolution of libraries, and the parts of a browser that the modules use. */
import { register } from 'node:module';

register('./resolve.mjs', import.meta.url);

class FakeStorage {
  #values = new Map();

  getItem(key) {
    return this.#values.get(key) ?? null;
  }

  setItem(key, value) {
    this.#values.set(key, String(value));
  }

  removeItem(key) {
    this.#values.delete(key);
  }

  clear() {
    this.#values.clear();
  }
}

Object.assign(globalThis, {
  window: new EventTarget(),
  localStorage: new FakeStorage(),
  sessionStorage: new FakeStorage(),
  location: { origin: 'http://localhost', pathname: '/', hash: '', search: '' },
  document: { createTreeWalker: () => ({}), createComment: () => ({}) },
  HTMLElement: class extends EventTarget {},
  customElements: { define() {}, get() {} },
});
Object.defineProperty(globalThis, 'navigator', { value: {}, configurable: true });
