package io.foreshape.ortools;

import java.time.Duration;

/**
 * A model and who shall solve it.
 *
 * @param solver {@code CLP} and {@code GLOP} take no integers; {@code highs}, {@code scip}
 * @param parameters in the solver's own form; may be empty
 * @param limit the time to take at most
 * @param model the model
 */
record Task(String solver, String parameters, Duration limit, Model model) {}
