package io.foreshape.solver;

import io.foreshape.solver.spi.LinearView;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.ojalgo.optimisation.Expression;
import org.ojalgo.optimisation.ExpressionsBasedModel;
import org.ojalgo.optimisation.Optimisation;
import org.ojalgo.optimisation.Variable;

/**
 * A linear program in ojAlgo's terms, and the only place that knows ojAlgo.
 *
 * <p>ojAlgo looks at its clock between iterations only, not while it reads the model: a limit may
 * be overrun by that, about a tenth of a second for a thousand claims.
 */
final class LinearProgram {

  private final ExpressionsBasedModel model = new ExpressionsBasedModel();
  private final int columns;

  LinearProgram(LinearView view) {
    columns = view.columns();
    Variable[] variables = new Variable[columns];
    for (int i = 0; i < columns; i++) {
      variables[i] = model.addVariable().lower(0).upper(view.upper(i)).weight(view.cost(i));
    }
    for (LinearView.Row row : view.rows()) {
      Expression sum = model.newExpression("row " + model.countExpressions()).upper(row.limit());
      for (LinearView.Span span : row.spans()) {
        for (int i = span.from(); i < span.to(); i++) {
          sum.set(variables[i], span.coefficient());
        }
      }
    }
  }

  /**
   * Solves to optimality.
   *
   * @param limit the time to take at most, in whole milliseconds
   * @return a value per column, or null if the limit or the solver's own tolerances stopped it
   */
  double @Nullable [] solve(Duration limit) {
    if (columns == 0) {
      return new double[0];
    }
    model.options.time_abort = limit.toMillis();
    model.options.time_suffice = limit.toMillis();
    Optimisation.Result result = model.minimise();
    if (!result.getState().isOptimal()) {
      return null;
    }
    double[] values = new double[columns];
    for (int i = 0; i < columns; i++) {
      values[i] = result.doubleValue(i);
    }
    return values;
  }
}
