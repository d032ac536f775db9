/**
 * Which rows of a long list are on the screen. Rows have any height: it is measured once they were shown and estimated
 * before. Whatever is added above, the row at the top of the screen stays where it is.
 */
const OVERSCAN = 1000;
// Rows are drawn anew before the last of those beyond the screen comes into sight, not for every one that does.
const MARGIN = 400;
const ESTIMATE = 64;
const ENOUGH = 8;
const ANCHORS = 4;

export class Scroller {
  constructor() {
    this.heights = new Map();
    this.estimate = ESTIMATE;
    this.stuck = true;
    this.anchors = [];
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
  range(view, place = view?.scrollTop ?? 0, beyond = OVERSCAN) {
    const total = this.offsets[this.keys.length];
    const height = view?.clientHeight || 800;
    const top = this.stuck ? Math.max(0, total - height) : Math.min(place, total);
    const from = this.#indexAt(top - beyond);
    const to = Math.min(this.keys.length, this.#indexAt(top + height + beyond) + 1);
    return { from, to, above: this.offsets[from], below: total - this.offsets[to] };
  }

  /** Whether the rows that are shown still do. */
  suffices(shown, view) {
    const { from, to } = this.range(view, view.scrollTop, MARGIN);
    return from >= shown.from && to <= shown.to;
  }

  /**
   * Remembers what the reader looks at, before the rows change: where the first rows end, since the first may be one that
   * goes, or that gets another height by what is put above it.
   */
  hold(view) {
    this.anchors = [];
    if (!view || this.stuck) {
      return;
    }
    const top = view.scrollTop;
    const first = this.#indexAt(top);
    this.anchors = this.keys.slice(first, first + ANCHORS)
      .map((key, i) => ({ key, index: first + i, offset: this.offsets[first + i + 1] - top }));
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

  /** Where the reader belongs, now that the rows are others. */
  place(view) {
    for (const { key, index: before, offset } of this.anchors) {
      const index = this.keys[before] === key ? before : this.keys.indexOf(key);
      if (index >= 0) {
        return this.offsets[index + 1] - offset;
      }
    }
    return view?.scrollTop ?? 0;
  }

  /** Puts the reader there, or to the end where they follow it. */
  settle(view) {
    const top = this.stuck ? view.scrollHeight : this.place(view);
    if (Math.abs(top - view.scrollTop) > 0.5) {
      view.scrollTop = top;
    }
  }

  /** Brings a row to the middle of the screen. */
  show(key, view) {
    const index = this.keys.indexOf(key);
    if (index < 0) {
      return;
    }
    this.stuck = false;
    const offset = Math.max(0, (view.clientHeight - this.sizes[index]) / 2);
    this.anchors = [{ key, index, offset: offset + this.sizes[index] }];
    view.scrollTop = this.offsets[index] - offset;
  }
}
