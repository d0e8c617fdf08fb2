package io.foreshape.replay.trace;

/** What a name in a trace may be: it ends up in reports, in messages and in maps. */
final class Names {

  private static final int MAX_LENGTH = 1024;

  private Names() {}

  /** A name of bounded length and without control characters. */
  static String checked(String name, String what, FaultPlace place) {
    if (name.length() > MAX_LENGTH) {
      throw place.fault("the " + what + " is longer than " + MAX_LENGTH + " characters");
    }
    if (name.chars().anyMatch(Character::isISOControl)) {
      throw place.fault("the " + what + " has control characters " + FaultPlace.excerpt(name));
    }
    return name;
  }

  /** A checked name that is not blank. */
  static String required(String name, String what, FaultPlace place) {
    if (name.isBlank()) {
      throw place.fault("the " + what + " is empty");
    }
    return checked(name, what, place);
  }
}
