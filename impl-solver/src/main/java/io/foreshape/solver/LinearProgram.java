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

  /** What differs by less is equal: values that are at their bounds, rows that are full. */
  private static final double TOLERANCE = 1e-9;

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
    priceWhatIsUntold(values, rowPrices);
    return new Optimum(values, rowPrices);
  }

  /**
   * Adds what ojAlgo does not tell: it turns rows that leave little choice into bounds before it
   * solves, and then tells them no price or too low a one. A full row's is so high that none of its
   * columns that could be larger is worth more.
   */
  private void priceWhatIsUntold(double[] values, double[] rowPrices) {
    double[] reduced = new double[columns];
    for (int i = 0; i < columns; i++) {
      reduced[i] = view.cost(i);
    }
    for (int row = 0; row < rowPrices.length; row++) {
      charge(view.rows().get(row), rowPrices[row], reduced);
    }
    // First those without any, which more often is what is missing.
    raise(values, rowPrices, reduced, TOLERANCE);
    raise(values, rowPrices, reduced, Double.POSITIVE_INFINITY);
  }

  private void raise(double[] values, double[] rowPrices, double[] reduced, double mostPrice) {
    for (int row = 0; row < rowPrices.length; row++) {
      if (rowPrices[row] <= mostPrice && isFull(view.rows().get(row), values)) {
        double price = untold(view.rows().get(row), values, reduced);
        charge(view.rows().get(row), price, reduced);
        rowPrices[row] += price;
      }
    }
  }

  private static void charge(LinearView.Row row, double price, double[] reduced) {
    for (LinearView.Span span : row.spans()) {
      for (int i = span.from(); i < span.to(); i++) {
        reduced[i] += price * span.coefficient();
      }
    }
  }

  private static boolean isFull(LinearView.Row row, double[] values) {
    double used = 0;
    for (LinearView.Span span : row.spans()) {
      for (int i = span.from(); i < span.to(); i++) {
        used += span.coefficient() * values[i];
      }
    }
    return used >= row.limit() - TOLERANCE * Math.max(1, Math.abs(row.limit()));
  }

  private double untold(LinearView.Row row, double[] values, double[] reduced) {
    double price = 0;
    for (LinearView.Span span : row.spans()) {
      for (int i = span.from(); i < span.to(); i++) {
        if (span.coefficient() > 0 && values[i] < view.upper(i) - TOLERANCE) {
          price = Math.max(price, -reduced[i] / span.coefficient());
        }
      }
    }
    return price;
  }
}
