package io.foreshape.replay.trace;

/** What a value of a trace may be. */
final class Values {

  /** What a message tells about the accepted values. */
  static final String FORM =
      "a value is a finite number, not negative, or empty where the sample is missing";

  private Values() {}

  /**
   * A value in the resource's unit.
   *
   * @param value the value in the trace's unit; NaN if missing
   * @throws TraceException if the product is beyond the range of a float
   */
  static float inResourceUnit(double value, double unitsPerTraceUnit, FaultPlace place) {
    // The sum turns -0.0 into 0.0.
    float converted = (float) (value * unitsPerTraceUnit + 0.0);
    if (Float.isInfinite(converted)) {
      throw place.fault("the value (" + value + ") is too large");
    }
    return converted;
  }
}
