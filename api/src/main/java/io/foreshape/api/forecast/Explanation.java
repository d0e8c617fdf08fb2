package io.foreshape.api.forecast;

import static java.util.Objects.requireNonNull;

import io.foreshape.api.resource.Resource;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What a forecast of one resource rests on. Its text is one that a person can read.
 *
 * <p>Immutable and thread-safe.
 *
 * @param resource the resource that is forecast
 * @param forecaster the id of the model, such as {@code seasonal-peak}
 * @param basis whose samples it was learnt from, for a person to read
 * @param parts what goes into it, the most telling first
 */
public record Explanation(Resource resource, String forecaster, String basis, List<Part> parts) {

  /** Copies the parts. */
  public Explanation {
    requireNonNull(resource, "resource");
    requireNonNull(forecaster, "forecaster");
    requireNonNull(basis, "basis");
    parts = List.copyOf(parts);
  }

  /** What a part is, and so in which unit its value is. */
  public enum Kind {
    /** An amount that the forecast starts from, in the resource's unit. */
    LEVEL,
    /** An amount that recurs with a season, in the resource's unit. */
    SEASON,
    /** By what the forecast rises per step, in the resource's unit. */
    TREND,
    /** The share that one of several experts or sources has in the forecast, between 0 and 1. */
    WEIGHT,
    /** A parameter of the model; a pure number. */
    PARAMETER,
    /** The share of the steps so far whose value was above a quantile told before. */
    CALIBRATION;

    private boolean isAmount() {
      return this == LEVEL || this == SEASON || this == TREND;
    }
  }

  /**
   * One thing that goes into a forecast.
   *
   * @param name what it is, such as {@code last hour's peak}; the same for every forecast of a
   *     model
   * @param kind which kind of thing
   * @param value its value, finite, in the unit of its kind
   */
  public record Part(String name, Kind kind, double value) {

    /**
     * Checks the parts.
     *
     * @throws IllegalArgumentException if the name is blank or the value is not finite
     */
    public Part {
      requireNonNull(name, "name");
      requireNonNull(kind, "kind");
      if (name.isBlank()) {
        throw new IllegalArgumentException("A part needs a name, got (" + name + ")");
      }
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException(
            "The value of part " + name + " is finite, got (" + value + ")");
      }
    }
  }

  @Override
  public String toString() {
    return parts.stream()
        .map(this::sentence)
        .collect(
            Collectors.joining(", ", resource + " by " + forecaster + " on " + basis + ": ", ""));
  }

  private String sentence(Part part) {
    String unit =
        part.kind() == Kind.TREND
            ? " " + resource.unit() + " per step"
            : part.kind().isAmount() ? " " + resource.unit() : "";
    return String.format(Locale.ROOT, "%s %.4g%s", part.name(), part.value(), unit);
  }
}
