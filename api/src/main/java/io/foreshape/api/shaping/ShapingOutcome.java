package io.foreshape.api.shaping;

/** What came of shaping one instance. */
public enum ShapingOutcome {
  /** It has its new shape. */
  APPLIED,
  /** It had that shape already; nothing was written. */
  UNCHANGED,
  /** It keeps its old shape for now, since the change would not be safe yet. */
  DEFERRED,
  /** It keeps its old shape, since the platform can't or may not make the change. */
  REJECTED,
  /** A change failed on the way and all was undone: it has its old shape. */
  ROLLED_BACK,
  /** It no longer exists. */
  GONE
}
