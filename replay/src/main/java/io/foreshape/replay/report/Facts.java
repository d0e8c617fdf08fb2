package io.foreshape.replay.report;

import io.foreshape.replay.score.ReplayResult;
import io.foreshape.replay.score.ResourceResult;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleFunction;
import java.util.function.ToDoubleFunction;

/** What was replayed, as pairs of a word and a value. */
final class Facts {

  private static final double SECONDS_PER_DAY = 86_400;

  private Facts() {}

  static Map<String, String> of(ReplayResult result) {
    Map<String, String> facts = new LinkedHashMap<>();
    List<ResourceResult> resources = result.resources();
    facts.put("instances", range(resources, ResourceResult::instances, Facts::whole));
    facts.put("steps", range(resources, ResourceResult::steps, Facts::whole));
    facts.put("step", range(resources, ResourceResult::stepSeconds, Facts::duration));
    facts.put("days", range(resources, Facts::daysOf, Facts::days));
    facts.put("replan every", Numbers.duration(result.replan()));
    facts.put("lead", Numbers.duration(result.lead()));
    facts.put("warm-up, not scored", Numbers.duration(result.warmup()));
    facts.put("missing", range(resources, ResourceResult::missingShare, Numbers::percent));
    return facts;
  }

  /** The most instances that any resource has. */
  static int instances(ReplayResult result) {
    return result.resources().stream().mapToInt(ResourceResult::instances).max().orElse(0);
  }

  /** The most steps that any resource covers. */
  static int steps(ReplayResult result) {
    return result.resources().stream().mapToInt(ResourceResult::steps).max().orElse(0);
  }

  private static double daysOf(ResourceResult resource) {
    return resource.steps() * (resource.stepSeconds() / SECONDS_PER_DAY);
  }

  private static String duration(double seconds) {
    return Numbers.duration(Duration.ofSeconds((long) seconds));
  }

  private static String range(
      List<ResourceResult> resources,
      ToDoubleFunction<ResourceResult> value,
      DoubleFunction<String> format) {
    if (resources.isEmpty()) {
      return Numbers.NONE;
    }
    String least = format.apply(resources.stream().mapToDouble(value).min().getAsDouble());
    String most = format.apply(resources.stream().mapToDouble(value).max().getAsDouble());
    return least.equals(most) ? most : least + " to " + most;
  }

  private static String whole(double value) {
    return Numbers.count(Math.round(value));
  }

  private static String days(double value) {
    return value >= 10
        ? Numbers.count(Math.round(value))
        : String.format(Locale.ROOT, value == Math.rint(value) ? "%.0f" : "%.1f", value);
  }
}
