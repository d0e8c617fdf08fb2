package io.foreshape.solver;

import io.foreshape.solver.spi.LinearView;
import java.time.Duration;
import java.util.function.Supplier;
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

  /** By how much of itself a cost and its bound may differ by rounding alone. */
  private static final double SAME = 1e-10;

  private final ExpressionsBasedModel model = new ExpressionsBasedModel();
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
   * @param left the time that is left, in whole milliseconds
   * @return null if the time or the solver's own tolerances stopped it
   */
  @Nullable Optimum solve(Supplier<Duration> left) {
    if (columns == 0) {
      return new Optimum(new double[0], new double[view.rows().size()]);
    }
    Optimisation.Result result = optimum(model, left);
    if (result == null) {
      return null;
    }
    double[] values = values(result, 0, columns);
    double[] rowPrices = told(result);
    if (!isProved(values, rowPrices)) {
      double[] prices = dualPrices(left);
      rowPrices = prices == null ? rowPrices : prices;
    }
    return new Optimum(values, rowPrices);
  }

  private static Optimisation.@Nullable Result optimum(
      ExpressionsBasedModel model, Supplier<Duration> left) {
    long millis = left.get().toMillis();
    if (millis < 1) {
      return null;
    }
    model.options.time_abort = millis;
    model.options.time_suffice = millis;
    Optimisation.Result result = model.minimise();
    return result.getState().isOptimal() ? result : null;
  }

  private static double[] values(Optimisation.Result result, int from, int count) {
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = result.doubleValue(from + i);
    }
    return values;
  }

  private double[] told(Optimisation.Result result) {
    double[] rowPrices = new double[view.rows().size()];
    if (result.getDualSolution().isPresent()) {
      result
          .getDualValues()
          .forEach(
              price ->
                  rowPrices[Integer.parseInt(price.getKey().getKey().getName())] =
                      price.doubleValue());
    }
    return rowPrices;
  }

  /** Whether prices prove by weak duality that nothing costs less than the values. */
  private boolean isProved(double[] values, double[] rowPrices) {
    double[] reduced = new double[columns];
    double cost = 0;
    for (int i = 0; i < columns; i++) {
      reduced[i] = view.cost(i);
      cost += view.cost(i) * values[i];
    }
    double bound = 0;
    for (int row = 0; row < rowPrices.length; row++) {
      double price = Math.max(0, rowPrices[row]);
      bound -= price * view.rows().get(row).limit();
      charge(view.rows().get(row), price, reduced);
    }
    for (int i = 0; i < columns; i++) {
      bound += Math.min(0, reduced[i]) * view.upper(i);
    }
    return cost - bound <= SAME * Math.max(1, Math.abs(cost));
  }

  private static void charge(LinearView.Row row, double price, double[] reduced) {
    for (LinearView.Span span : row.spans()) {
      for (int i = span.from(); i < span.to(); i++) {
        reduced[i] += price * span.coefficient();
      }
    }
  }

  /**
   * The prices as the values of a program of their own: {@code min sum of limit y + sum of upper s}
   * where, per column, {@code s + sum of coefficient y >= -cost}. ojAlgo turns rows that leave
   * little choice into bounds before it solves, and then tells them no price or too low a one; the
   * values of variables it always tells.
   *
   * @return null if the time or the solver's own tolerances stopped it
   */
  private double @Nullable [] dualPrices(Supplier<Duration> left) {
    int rows = view.rows().size();
    ExpressionsBasedModel dual = new ExpressionsBasedModel();
    for (LinearView.Row row : view.rows()) {
      dual.addVariable().lower(0).weight(row.limit());
    }
    Expression[] worth = new Expression[columns];
    for (int i = 0; i < columns; i++) {
      Variable surplus = dual.addVariable().lower(0).weight(view.upper(i));
      worth[i] = dual.newExpression(Integer.toString(i)).lower(-view.cost(i)).set(surplus, 1);
    }
    for (int row = 0; row < rows; row++) {
      for (LinearView.Span span : view.rows().get(row).spans()) {
        for (int i = span.from(); i < span.to(); i++) {
          worth[i].set(dual.getVariable(row), span.coefficient());
        }
      }
    }
    Optimisation.Result result = optimum(dual, left);
    return result == null ? null : values(result, 0, rows);
  }
}
