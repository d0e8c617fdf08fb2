package io.foreshape.shaper;

import io.foreshape.api.shape.Shape;
import org.jspecify.annotations.Nullable;

/**
 * What came of reading an instance: its shape, that it is gone, or why it could not be read.
 *
 * <p>Immutable and thread-safe.
 *
 * @param shape the shape, or null if it is gone or could not be read
 * @param failure why it could not be read, or null
 */
record Reading(@Nullable Shape shape, @Nullable String failure) {

  boolean isGone() {
    return shape == null && failure == null;
  }
}
