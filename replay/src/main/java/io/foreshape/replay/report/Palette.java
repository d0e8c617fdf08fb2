package io.foreshape.replay.report;

import io.foreshape.replay.score.ReplayResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The look of every policy, the same in every chart of a page: ours stands out, the oracle is
 * dashed grey, the others have quieter colours.
 *
 * <p>A policy is known to the style sheet by its number, never by its name, which may be anything.
 */
final class Palette {

  private static final String[] LIGHT = {
    "#3b6fb6", "#2f8f83", "#8a5fb0", "#b08a1e", "#5a8f3c", "#b5588d", "#4a9cc4", "#8c6d52",
    "#6b78a8"
  };
  private static final String[] DARK = {
    "#7ba7e6", "#5cc4b4", "#b996e0", "#d9b650", "#92c671", "#e08fbd", "#7fc8ea", "#c4a080",
    "#a3afdc"
  };
  private static final String[] DASHES = {"none", "7 3", "2 3"};

  private final Map<String, Integer> numbers = new LinkedHashMap<>();

  Palette(ReplayResult result) {
    this(ids(result));
  }

  Palette(Iterable<String> ids) {
    ids.forEach(id -> numbers.putIfAbsent(id, numbers.size()));
  }

  private static List<String> ids(ReplayResult result) {
    List<String> ids = new ArrayList<>();
    for (var resource : result.resources()) {
      resource.policies().forEach(policy -> ids.add(policy.policy()));
      resource.views().forEach(view -> ids.addAll(view.allocations().keySet()));
    }
    return ids;
  }

  int number(String policy) {
    return numbers.getOrDefault(policy, 0);
  }

  /** The classes of an element that shows a policy. */
  String classes(String policy) {
    String number = "p" + number(policy);
    return switch (Role.of(policy)) {
      case OURS -> number + " ours";
      case ORACLE -> number + " oracle";
      case OTHER -> number;
    };
  }

  /** The style rules that give each policy its colour, in daylight and in the dark. */
  String css() {
    StringBuilder light = new StringBuilder();
    StringBuilder dark = new StringBuilder();
    StringBuilder toggles = new StringBuilder();
    int others = 0;
    for (Map.Entry<String, Integer> entry : numbers.entrySet()) {
      String rule = ".p" + entry.getValue() + "{--c:";
      if (Role.of(entry.getKey()) == Role.OTHER) {
        int colour = others % LIGHT.length;
        String dash = DASHES[others / LIGHT.length % DASHES.length];
        light.append(rule).append(LIGHT[colour]).append(";--d:").append(dash).append("}\n");
        dark.append(rule).append(DARK[colour]).append("}\n");
        others++;
      }
      toggles
          .append(".views:has(.toggle.p")
          .append(entry.getValue())
          .append(" input:not(:checked)) .alloc.p")
          .append(entry.getValue())
          .append("{display:none}\n");
    }
    return light + "@media (prefers-color-scheme:dark){\n" + dark + "}\n" + toggles;
  }
}
