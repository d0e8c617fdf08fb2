package io.foreshape.api.provider;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The providers of one kind, by id.
 *
 * <p>The module that uses a kind of provider calls {@code ServiceLoader.load} itself, because only
 * it can declare {@code uses}: {@code Providers.of("forecaster",
 * ServiceLoader.load(ForecasterProvider.class))}.
 *
 * <p>Immutable and thread-safe.
 *
 * @param <P> the kind of provider
 */
public final class Providers<P extends Provider> {

  private static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]{0,62}");

  private final String kind;
  private final SortedMap<String, P> byId;

  private Providers(String kind, SortedMap<String, P> byId) {
    this.kind = kind;
    this.byId = byId;
  }

  /**
   * Takes in what a service loader finds.
   *
   * @param <P> the kind of provider
   * @param kind what the providers make, for messages, such as {@code forecaster}
   * @param loader finds them
   * @return the providers
   * @throws ConfigurationException if an id is malformed or doubled, or a registered provider can't
   *     be made; the message names the classes
   */
  public static <P extends Provider> Providers<P> of(String kind, ServiceLoader<P> loader) {
    List<P> found = new ArrayList<>();
    try {
      for (Iterator<P> each = loader.iterator(); each.hasNext(); ) {
        found.add(each.next());
      }
    } catch (ServiceConfigurationError e) {
      throw new ConfigurationException(
          "A registered " + kind + " provider can't be made: " + e.getMessage(), e);
    }
    return of(kind, found);
  }

  /**
   * Takes in given providers.
   *
   * @param <P> the kind of provider
   * @param kind what the providers make, for messages
   * @param found the providers
   * @return the providers
   * @throws ConfigurationException if an id is malformed or doubled; the message names the classes
   */
  public static <P extends Provider> Providers<P> of(String kind, Collection<? extends P> found) {
    requireNonNull(kind, "kind");
    SortedMap<String, P> byId = new TreeMap<>();
    for (P provider : found) {
      requireLegalId(kind, provider);
      P twin = byId.putIfAbsent(provider.id(), provider);
      if (twin != null) {
        throw new ConfigurationException(
            "Two "
                + kind
                + " providers have the id ("
                + provider.id()
                + "): "
                + twin.getClass().getName()
                + " and "
                + provider.getClass().getName()
                + "; remove one. "
                + found(kind, byId.keySet()));
      }
    }
    return new Providers<>(kind, Collections.unmodifiableSortedMap(byId));
  }

  /**
   * The ids, sorted.
   *
   * @return an unmodifiable list
   */
  public List<String> ids() {
    return List.copyOf(byId.keySet());
  }

  /**
   * The provider of a name.
   *
   * @param id the name
   * @return the provider
   * @throws ConfigurationException if there is none; the message lists the ids that there are
   */
  public P byId(String id) {
    P provider = byId.get(requireNonNull(id, "id"));
    if (provider == null) {
      throw new ConfigurationException(
          "There is no " + kind + " provider (" + id + "). " + found(kind, byId.keySet()));
    }
    return provider;
  }

  /**
   * The provider that is taken when nobody is named: the highest priority, then the first id.
   *
   * @return the provider
   * @throws ConfigurationException if there is none at all
   */
  public P preferred() {
    return byId.values().stream()
        .max(
            Comparator.<P>comparingInt(Provider::priority)
                .thenComparing(Provider::id, Comparator.reverseOrder()))
        .orElseThrow(
            () ->
                new ConfigurationException(
                    "There is no " + kind + " provider. " + found(kind, byId.keySet())));
  }

  private static void requireLegalId(String kind, Provider provider) {
    String id = provider.id();
    if (id == null || !ID.matcher(id).matches()) {
      throw new ConfigurationException(
          "A "
              + kind
              + " provider's id is a lower-case letter and then up to 62 lower-case letters, digits"
              + " or dashes, got ("
              + id
              + ") from "
              + provider.getClass().getName());
    }
  }

  private static String found(String kind, Collection<String> ids) {
    return ids.isEmpty()
        ? "None was found: add the artifact that has one to the class path or module path."
        : "Found these " + kind + " providers: " + String.join(", ", ids) + ".";
  }
}
