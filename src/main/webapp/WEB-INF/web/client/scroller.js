/**
 * Which rows of a long list are on the screen. Rows have any height: it is measured once they were shown and estimated
 * before. Whatever is added above, the row at the top of the screen stays where it is.
 */
const OVERSCAN = 1000;
// Rows are drawn anew before the last of those beyond the screen comes into sight, not for every one that does.
const MARGIN = 400;
const ESTIMATE = 64;
const ENOUGH = 8;

export class Scroller {
  constructor() {
    this.heights = new Map();
    this.estimate = ESTIMATE;
    this.stuck = true;
    this.rows([]);
  }

  /** Says which rows there are. Costs something for each of them, so only when they change. */
  rows(keys) {
    this.keys = keys;
    this.sizes = Float64Array.from(keys, (key) => this.heights.get(key) ?? this.estimate);
    this.offsets = new Float64Array(keys.length + 1);
    this.#sum(0);
  }

  #sum(from) {
    for (let i = from; i < this.sizes.length; i += 1) {
      this.offsets[i + 1] = this.offsets[i] + this.sizes[i];
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
  range(view, beyond = OVERSCAN) {
    const total = this.offsets[this.keys.length];
    const height = view?.clientHeight || 800;
    const top = this.stuck ? Math.max(0, total - height) : Math.min(view?.scrollTop ?? 0, total);
    const from = this.#indexAt(top - beyond);
    const to = Math.min(this.keys.length, this.#indexAt(top + height + beyond) + 1);
    return { from, to, above: this.offsets[from], below: total - this.offsets[to] };
  }

  /** Whether the rows that are shown still do. */
  suffices(shown, view) {
    const { from, to } = this.range(view, MARGIN);
    return from >= shown.from && to <= shown.to;
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
      this.anchor = { key: this.keys[index], index, offset: this.offsets[index] - top };
    }
  }

  /** Measures the shown rows, of which the first is that of an index. Returns whether one had another height than was thought. */
  measure(rows, from) {
    let first = -1;
    for (let i = 0; i < rows.length && from + i < this.keys.length; i += 1) {
      const { height } = rows[i].getBoundingClientRect();
      if (height) {
        this.heights.set(this.keys[from + i], height);
        if (Math.abs(this.sizes[from + i] - height) > 0.5) {
          this.sizes[from + i] = height;
          first = first < 0 ? from + i : first;
        }
      }
    }
    if (this.estimate === ESTIMATE && this.heights.size >= ENOUGH) {
      // What the others are like, once for all: a guess that went on changing would move them about.
      this.estimate = [...this.heights.values()].reduce((sum, height) => sum + height) / this.heights.size;
      this.rows(this.keys);
      return true;
    }
    if (first >= 0) {
      this.#sum(first);
    }
    return first >= 0;
  }

  /** Puts the reader back to where they were, or to the end where they follow it. */
  settle(view) {
    if (this.stuck) {
      view.scrollTop = view.scrollHeight;
    } else if (this.anchor) {
      const { key } = this.anchor;
      const index = this.keys[this.anchor.index] === key ? this.anchor.index : this.keys.indexOf(key);
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
    this.anchor = { key, index, offset: Math.max(0, (view.clientHeight - (this.offsets[index + 1] - this.offsets[index])) / 2) };
    view.scrollTop = this.offsets[index] - this.anchor.offset;
  }
}
