package io.foreshape.testkit;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/** Logs why a rule was skipped, since build tools only count what they skip. Thread-safe. */
public final class SkipReason implements TestWatcher {

  private static final Logger LOG = System.getLogger(SkipReason.class.getName());

  /** For JUnit. */
  public SkipReason() {}

  @Override
  public void testAborted(ExtensionContext context, @Nullable Throwable cause) {
    LOG.log(
        Level.INFO,
        "Skipped {0} of {1}: {2}",
        context.getDisplayName(),
        context.getRequiredTestClass().getSimpleName(),
        cause == null ? "no reason given" : cause.getMessage());
  }
}
