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

  /** A row with less room than this is full, whatever it costs. */
  private static final double NO_ROOM = 1e-12;

  private final LinearView view;
  private final int columns;

  LinearProgram(LinearView view) {
    this.view = view;
    columns = view.columns();
    Variable[] variables = new Variable[columns];
    for (int i = 0; i < columns; i++) {
      variables[i] = model.addVariable().lower(0).upper(view.upper(i)).weight(view.cost(i));
    }
    for (LinearView.Row row : view.rows()) {
      Expression sum =
          model.newExpression(Integer.toString(model.countExpressions())).upper(row.limit());
      for (LinearView.Span span : row.spans()) {
        for (int i = span.from(); i < span.to(); i++) {
          sum.set(variables[i], span.coefficient());
        }
      }
    }
  }

  /**
   * An optimum.
   *
   * <p>The arrays are not copied.
   *
   * @param values per column
   * @param rowPrices per row, what one more unit of its limit would save
   */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares two optima
  record Optimum(double[] values, double[] rowPrices) {}

  /**
   * Solves to optimality.
   *
   * @param limit the time to take at most, in whole milliseconds
   * @return null if the limit or the solver's own tolerances stopped it
   */
  @Nullable Optimum solve(Duration limit) {
    double[] rowPrices = new double[view.rows().size()];
    if (columns == 0) {
      return new Optimum(new double[0], rowPrices);
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
    if (result.getDualSolution().isPresent()) {
      result
          .getDualValues()
          .forEach(
              price ->
                  rowPrices[Integer.parseInt(price.getKey().getKey().getName())] =
                      price.doubleValue());
    }
    // ojAlgo drops rows without room before it solves, and tells no price of them.
    for (int row = 0; row < rowPrices.length; row++) {
      if (view.rows().get(row).limit() <= NO_ROOM) {
        rowPrices[row] = prohibitive(view.rows().get(row));
      }
    }
    return new Optimum(values, rowPrices);
  }

  /** The price at which nothing of a row is worth it. */
  private double prohibitive(LinearView.Row row) {
    double price = 0;
    for (LinearView.Span span : row.spans()) {
      for (int i = span.from(); i < span.to(); i++) {
        price = Math.max(price, -view.cost(i) / span.coefficient());
      }
    }
    return price;
  }
}
