/**
 * Which rows of a long list are on the screen. Rows have any height: it is measured once they were shown and estimated
 * before. Whatever is added above, the row at the top of the screen stays where it is.
 */
const OVERSCAN = 600;
const ESTIMATE = 64;

export class Scroller {
  constructor() {
    this.heights = new Map();
    this.keys = [];
    this.stuck = true;
  }

  /** Says which rows there are. */
  rows(keys) {
    this.keys = keys;
    this.offsets = new Float64Array(keys.length + 1);
    for (let i = 0; i < keys.length; i += 1) {
      this.offsets[i + 1] = this.offsets[i] + (this.heights.get(keys[i]) ?? ESTIMATE);
    }
  }

  #indexAt(offset) {
    let low = 0;
    let high = this.keys.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.offsets[middle + 1] <= offset) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** The rows to show: from, to (exclusive), and the heights of what is left out above and below. */
  range(view) {
    const total = this.offsets[this.keys.length];
    const height = view?.clientHeight || 800;
    const top = this.stuck ? Math.max(0, total - height) : Math.min(view?.scrollTop ?? 0, total);
    const from = this.#indexAt(top - OVERSCAN);
    const to = Math.min(this.keys.length, this.#indexAt(top + height + OVERSCAN) + 1);
    return { from, to, above: this.offsets[from], below: total - this.offsets[to] };
  }

  /** Remembers what the reader looks at, before the rows change. */
  hold(view) {
    this.anchor = null;
    if (!view || this.stuck) {
      return;
    }
    const top = view.scrollTop;
    const index = Math.min(this.#indexAt(top), this.keys.length - 1);
    if (index >= 0) {
      this.anchor = { key: this.keys[index], offset: this.offsets[index] - top };
    }
  }

  /** Measures the shown rows. Returns whether one had another height than was thought. */
  measure(rows) {
    let changed = false;
    for (const row of rows) {
      const { height } = row.getBoundingClientRect();
      if (height && Math.abs((this.heights.get(row.dataset.key) ?? ESTIMATE) - height) > 0.5) {
        this.heights.set(row.dataset.key, height);
        changed = true;
      }
    }
    if (changed) {
      this.rows(this.keys);
    }
    return changed;
  }

  /** Puts the reader back to where they were, or to the end where they follow it. */
  settle(view) {
    if (this.stuck) {
      view.scrollTop = view.scrollHeight;
    } else if (this.anchor) {
      const index = this.keys.indexOf(this.anchor.key);
      const top = index < 0 ? null : this.offsets[index] - this.anchor.offset;
      if (top !== null && Math.abs(top - view.scrollTop) > 0.5) {
        view.scrollTop = top;
      }
    }
  }

  /** Brings a row to the middle of the screen. */
  show(key, view) {
    const index = this.keys.indexOf(key);
    if (index < 0) {
      return;
    }
    this.stuck = false;
    this.anchor = { key, offset: Math.max(0, (view.clientHeight - (this.offsets[index + 1] - this.offsets[index])) / 2) };
    view.scrollTop = this.offsets[index] - this.anchor.offset;
  }
}
