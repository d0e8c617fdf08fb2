package io.foreshape.core;

/** Whether a loop acts or only advises. */
public enum ShapingMode {
  /** Plans are made and reported; nothing is written. */
  RECOMMEND,
  /** Plans are applied. */
  APPLY
}
