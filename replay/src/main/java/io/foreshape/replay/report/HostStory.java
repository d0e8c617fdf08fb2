package io.foreshape.replay.report;

import io.foreshape.replay.score.DividerResult;
import io.foreshape.replay.score.HostReplayResult;
import java.util.List;

/**
 * What one scarcity comes down to: how much of the highest class's demand is not met by the first
 * divider, and how much by the last.
 */
final class HostStory {

  private HostStory() {}

  static String title(double scarcity) {
    return Numbers.significant(scarcity) + "× what the oracle needs";
  }

  static String sentence(HostReplayResult result, double scarcity) {
    List<DividerResult> dividers = result.at(scarcity);
    DividerResult first = dividers.get(0);
    DividerResult last = dividers.get(dividers.size() - 1);
    StringBuilder text = new StringBuilder("At ").append(title(scarcity)).append(' ');
    text.append(first.divider()).append(" leaves ").append(highest(first));
    text.append(" of what the highest class demands unmet");
    if (dividers.size() > 1) {
      text.append(" and ").append(last.divider()).append(' ').append(highest(last));
      text.append("; they cost ").append(Numbers.amount(first.cost()));
      text.append(" and ").append(Numbers.amount(last.cost()));
    }
    return text.append('.').toString();
  }

  private static String highest(DividerResult divider) {
    return Numbers.percent(divider.unmetShares().get(0));
  }
}
