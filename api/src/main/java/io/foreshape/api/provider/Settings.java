package io.foreshape.api.provider;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * A host's settings for one component, read with their type.
 *
 * <p>A component calls {@link #requireKnown} first, so that a misspelt key is an error and not
 * silence.
 *
 * <p>Immutable and thread-safe.
 *
 * @param values text per key
 */
public record Settings(SortedMap<String, String> values) {

  private static final Settings NONE = new Settings(new TreeMap<>());

  /** Copies the map. */
  public Settings {
    // By way of a map, so that a comparator of the caller's is left behind.
    values = Collections.unmodifiableSortedMap(new TreeMap<>((Map<String, String>) values));
  }

  /**
   * No settings: every default holds.
   *
   * @return the empty settings
   */
  public static Settings none() {
    return NONE;
  }

  /**
   * The settings of a map.
   *
   * @param values text per key
   * @return the settings
   */
  public static Settings of(Map<String, String> values) {
    return new Settings(new TreeMap<>(values));
  }

  /**
   * Refuses keys that the component does not know.
   *
   * @param known the keys it knows
   * @throws ConfigurationException if there is another; the message lists the known ones
   */
  public void requireKnown(Collection<String> known) {
    SortedSet<String> unknown = new TreeSet<>(values.keySet());
    unknown.removeAll(known);
    if (!unknown.isEmpty()) {
      throw new ConfigurationException(
          "Unknown settings (" + String.join(", ", unknown) + "). Known: " + new TreeSet<>(known));
    }
  }

  /**
   * A text.
   *
   * @param key the key
   * @param standard the value when the key is not set
   * @return the text
   */
  public String text(String key, String standard) {
    return values.getOrDefault(requireNonNull(key, "key"), standard);
  }

  /**
   * Whether something is switched on: {@code on} or {@code off}.
   *
   * @param key the key
   * @param standard the value when the key is not set
   * @return whether it is on
   * @throws ConfigurationException if it is neither
   */
  public boolean isOn(String key, boolean standard) {
    String text = text(key, standard ? "on" : "off");
    return switch (text) {
      case "on" -> true;
      case "off" -> false;
      default ->
          throw new ConfigurationException("Setting " + key + " is on or off, got (" + text + ")");
    };
  }

  /**
   * A whole number.
   *
   * @param key the key
   * @param standard the value when the key is not set
   * @param least the smallest value allowed
   * @return the number
   * @throws ConfigurationException if it is no whole number or too small
   */
  public int wholeNumber(String key, int standard, int least) {
    int number = parsed(key, standard, Integer::valueOf, "a whole number");
    if (number < least) {
      throw new ConfigurationException(
          "Setting " + key + " is at least " + least + ", got (" + number + ")");
    }
    return number;
  }

  /**
   * A number within a range.
   *
   * @param key the key
   * @param standard the value when the key is not set
   * @param least the smallest value allowed
   * @param most the largest value allowed
   * @return the number
   * @throws ConfigurationException if it is no number or out of range
   */
  public double number(String key, double standard, double least, double most) {
    double number = parsed(key, standard, Double::valueOf, "a number");
    if (!(number >= least && number <= most)) {
      throw new ConfigurationException(
          "Setting " + key + " lies between " + least + " and " + most + ", got (" + number + ")");
    }
    return number;
  }

  /**
   * A positive duration in ISO-8601 form, such as {@code PT5M}.
   *
   * @param key the key
   * @param standard the value when the key is not set
   * @return the duration
   * @throws ConfigurationException if it is no duration or not positive
   */
  public Duration duration(String key, Duration standard) {
    Duration duration = parsed(key, standard, Duration::parse, "a duration such as PT5M");
    if (duration.isZero() || duration.isNegative()) {
      throw new ConfigurationException("Setting " + key + " is positive, got (" + duration + ")");
    }
    return duration;
  }

  private <T> T parsed(String key, T standard, Function<String, T> parser, String expected) {
    String text = values.get(requireNonNull(key, "key"));
    if (text == null) {
      return standard;
    }
    try {
      // Java's parsers read the digits of every script; a setting is written in ASCII.
      if (!text.chars().allMatch(c -> c < 128)) {
        throw new NumberFormatException("Not ASCII: " + text);
      }
      return parser.apply(text);
    } catch (NumberFormatException | DateTimeParseException e) {
      throw new ConfigurationException(
          "Setting " + key + " is " + expected + ", got (" + text + ")", e);
    }
  }
}
