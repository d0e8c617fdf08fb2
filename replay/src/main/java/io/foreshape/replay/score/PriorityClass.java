package io.foreshape.replay.score;

/**
 * A class of instances whose unmet demand costs alike.
 *
 * @param name its name, such as {@code high}
 * @param priority the priority of its instances; higher is more urgent
 * @param penaltyFactor by what the penalty of unmet demand is multiplied
 * @param instances how many instances it has
 */
public record PriorityClass(String name, int priority, double penaltyFactor, int instances) {}
