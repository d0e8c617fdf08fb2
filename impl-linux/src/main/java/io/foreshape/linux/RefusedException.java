package io.foreshape.linux;

import java.io.IOException;
import java.util.List;

/** Says that this process may not do a thing, or this kernel can't: trying again is no use. */
final class RefusedException extends IOException {

  private static final long serialVersionUID = 1;

  private static final String NOT_PERMITTED = "Operation not permitted";

  /** What the kernel, by way of tc and ip, says of parts that it was built without. */
  private static final List<String> LACKING =
      List.of(
          "Unknown device type",
          "qdisc kind is unknown",
          "classifier not found",
          "Failed to load TC action module");

  RefusedException(String message) {
    super(message);
  }

  /** What a program's failure is, by what the program says in the locale C. */
  static IOException of(String failure) {
    if (failure.contains(NOT_PERMITTED)) {
      return new RefusedException("this process lacks the right CAP_NET_ADMIN: " + failure);
    }
    return LACKING.stream().anyMatch(failure::contains)
        ? new RefusedException("this kernel lacks a part: " + failure)
        : new IOException(failure);
  }
}
