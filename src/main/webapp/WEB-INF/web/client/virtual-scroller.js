/**
 * Decides which rows of a long list are in the page. Heights are measured when rows are shown, and estimated before that. When
 * rows are added above, the visible rows stay in place.
 */
const OVERSCAN_PX = 1000;
/** Rows are rendered again this far before the rendered ones end, instead of for each row that becomes visible. */
const MARGIN_PX = 400;
const INITIAL_ESTIMATE_PX = 64;
const DEFAULT_VIEW_HEIGHT_PX = 800;
const AT_END_PX = 40;
/** So many measured rows are enough to estimate the others. */
const MIN_SAMPLE_SIZE = 8;
const ANCHOR_COUNT = 4;

/** @typedef {{from: number, to: number, above: number, below: number}} Range */

/**
 * Sets the heights of the rows that are left out.
 *
 * @param {HTMLElement} list
 * @param {number} above
 * @param {number} below
 */
export function setPadding({ style }, above, below) {
  style.paddingTop = `${above}px`;
  style.paddingBottom = `${below}px`;
}

export class VirtualScroller {
  constructor() {
    /** @type {Map<string, number>} measured heights */
    this.heights = new Map();
    this.estimate = INITIAL_ESTIMATE_PX;
    /** Whether the view stays at the end when rows are added. */
    this.isFollowing = true;
    /** @type {{key: string, index: number, offset: number}[]} */
    this.anchors = [];
    /** @type {string[]} */
    this.keys = [];
    this.sizes = new Float64Array(0);
    this.offsets = new Float64Array(1);
  }

  /**
   * Sets the rows. It takes time in proportion to their number, so it is called only when they change.
   *
   * @param {string[]} keys
   */
  setKeys(keys) {
    this.keys = keys;
    this.sizes = Float64Array.from(keys, (key) => this.heights.get(key) ?? this.estimate);
    this.offsets = new Float64Array(keys.length + 1);
    this.#updateOffsets(0);
  }

  /** @param {number} from */
  #updateOffsets(from) {
    for (let i = from; i < this.sizes.length; i += 1) {
      this.offsets[i + 1] = this.offsets[i] + this.sizes[i];
    }
  }

  /** @param {number} offset */
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

  /**
   * Returns the rows to render, from and to (exclusive), and the heights of those left out above and below.
   *
   * @param {HTMLElement | null} view the element that scrolls
   * @param {number} [scrollTop]
   * @param {number} [overscan]
   * @returns {Range}
   */
  range(view, scrollTop = view?.scrollTop ?? 0, overscan = OVERSCAN_PX) {
    const total = this.offsets[this.keys.length];
    const height = view?.clientHeight || DEFAULT_VIEW_HEIGHT_PX;
    const top = this.isFollowing ? Math.max(0, total - height) : Math.min(scrollTop, total);
    const from = this.#indexAt(top - overscan);
    const to = Math.min(this.keys.length, this.#indexAt(top + height + overscan) + 1);
    return { from, to, above: this.offsets[from], below: total - this.offsets[to] };
  }

  /**
   * Returns whether the rendered rows are enough for the scroll position.
   *
   * @param {Range} rendered
   * @param {HTMLElement} view
   */
  suffices(rendered, view) {
    const { from, to } = this.range(view, view.scrollTop, MARGIN_PX);
    return from >= rendered.from && to <= rendered.to;
  }

  /** @param {HTMLElement} view */
  isAtEnd(view) {
    return view.scrollHeight - view.scrollTop - view.clientHeight < AT_END_PX;
  }

  /**
   * Stores the position of the first visible rows before the rows change. There are several of them, because the first may be
   * removed, or change its height when rows are added above.
   *
   * @param {HTMLElement | null} view
   */
  hold(view) {
    this.anchors = [];
    if (!view || this.isFollowing) {
      return;
    }
    const top = view.scrollTop;
    const first = this.#indexAt(top);
    this.anchors = this.keys.slice(first, first + ANCHOR_COUNT)
      .map((key, i) => ({ key, index: first + i, offset: this.offsets[first + i + 1] - top }));
  }

  /**
   * Measures the rendered rows. Returns whether a height differs from the expected one.
   *
   * @param {ArrayLike<Element>} rows
   * @param {number} from index of the first row
   */
  measure(rows, from) {
    let firstChanged = -1;
    for (let i = 0; i < rows.length && from + i < this.keys.length; i += 1) {
      const { height } = rows[i].getBoundingClientRect();
      if (height) {
        this.heights.set(this.keys[from + i], height);
        if (Math.abs(this.sizes[from + i] - height) > 0.5) {
          this.sizes[from + i] = height;
          firstChanged = firstChanged < 0 ? from + i : firstChanged;
        }
      }
    }
    if (this.estimate === INITIAL_ESTIMATE_PX && this.heights.size >= MIN_SAMPLE_SIZE) {
      // The estimate changes only once: later changes would move the rows.
      this.estimate = [...this.heights.values()].reduce((sum, height) => sum + height) / this.heights.size;
      this.setKeys(this.keys);
      return true;
    }
    if (firstChanged >= 0) {
      this.#updateOffsets(firstChanged);
    }
    return firstChanged >= 0;
  }

  /**
   * Returns the scroll position that keeps the held rows in place.
   *
   * @param {HTMLElement | null} view
   */
  place(view) {
    for (const { key, index: before, offset } of this.anchors) {
      const index = this.keys[before] === key ? before : this.keys.indexOf(key);
      if (index >= 0) {
        return this.offsets[index + 1] - offset;
      }
    }
    return view?.scrollTop ?? 0;
  }

  /**
   * Scrolls to the held rows, or to the end if the view follows it.
   *
   * @param {HTMLElement} view
   */
  settle(view) {
    const top = this.isFollowing ? view.scrollHeight : this.place(view);
    if (Math.abs(top - view.scrollTop) > 0.5) {
      view.scrollTop = top;
    }
  }

  /**
   * Scrolls a row to the middle of the view.
   *
   * @param {string} key
   * @param {HTMLElement} view
   */
  show(key, view) {
    const index = this.keys.indexOf(key);
    if (index < 0) {
      return;
    }
    this.isFollowing = false;
    const offset = Math.max(0, (view.clientHeight - this.sizes[index]) / 2);
    this.anchors = [{ key, index, offset: offset + this.sizes[index] }];
    view.scrollTop = this.offsets[index] - offset;
  }
}
