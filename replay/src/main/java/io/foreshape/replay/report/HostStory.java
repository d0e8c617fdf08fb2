package io.foreshape.replay.report;

import io.foreshape.replay.score.DividerResult;
import io.foreshape.replay.score.HostReplayResult;
import java.util.List;

/**
 * What one scarcity comes down to: how much of the highest class's demand is not met by the first
 * divider, and by the last.
 *
 * @param sentence the comparison in one sentence
 */
record HostStory(String sentence) {

  static HostStory of(HostReplayResult result, double scarcity) {
    String at = "At " + Numbers.significant(scarcity) + "× what the oracle needs ";
    List<DividerResult> dividers = result.at(scarcity);
    DividerResult first = dividers.get(0);
    DividerResult last = dividers.get(dividers.size() - 1);
    StringBuilder text = new StringBuilder(at);
    text.append(first.divider()).append(" leaves ").append(highest(first));
    text.append(" of what the highest class demands unmet");
    if (dividers.size() > 1) {
      text.append(" and ").append(last.divider()).append(' ').append(highest(last));
      text.append("; they cost ").append(Numbers.amount(first.cost()));
      text.append(" and ").append(Numbers.amount(last.cost()));
    }
    return new HostStory(text.append('.').toString());
  }

  private static String highest(DividerResult divider) {
    return Numbers.percent(divider.unmetShares().get(0));
  }
}
