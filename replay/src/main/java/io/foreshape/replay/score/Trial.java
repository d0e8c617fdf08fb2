package io.foreshape.replay.score;

/**
 * One simulation of one policy on one resource.
 *
 * @param knob the knob's value
 * @param scores what came of it
 */
public record Trial(double knob, Scores scores) {}
