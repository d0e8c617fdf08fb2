package io.foreshape.replay.policy;

/** Spans of time in seconds. */
final class Seconds {

  static final int HOUR = 3_600;
  static final int DAY = 24 * HOUR;
  static final int WEEK = 7 * DAY;

  private Seconds() {}
}
