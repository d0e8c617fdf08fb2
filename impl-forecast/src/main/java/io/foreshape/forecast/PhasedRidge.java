package io.foreshape.forecast;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;

/**
 * Least squares of a value on others, on a constant and, if wanted, on the phase:
 *
 * <pre>
 * y = a + Σ c_i x_i + g_phase
 * </pre>
 *
 * <p>By the normal equations, with a ridge (Hoerl and Kennard, "Ridge Regression", Technometrics
 * 12, 1970) so small that it only keeps them solvable: {@link #RIDGE} of each x_i's variance, and
 * {@link #PHASE_RIDGE} rows of nothing for each g. Since phases are disjoint, the g are eliminated
 * by hand (Frisch, Waugh and Lovell), which leaves a matrix of the c alone.
 *
 * <p>Cost: count² per row, count³ to solve. Not thread-safe.
 */
final class PhasedRidge {

  private static final double RIDGE = 1e-5;
  private static final double PHASE_RIDGE = 0.01;

  /** What a constant's variance may come to by rounding, as a share of its mean square. */
  private static final double ROUNDING = 1e-9;

  private final int count;
  private final int phases;

  /** Sums of products and of values; the last index is y's. */
  private final double[][] products;

  private final double[] sums;
  private final double[][] phaseSums;
  private final int[] phaseRows;
  private int rows;

  PhasedRidge(int count, int phases) {
    this.count = count;
    this.phases = phases;
    products = new double[count + 1][count + 1];
    sums = new double[count + 1];
    phaseSums = new double[phases][count + 1];
    phaseRows = new int[phases];
  }

  /**
   * Takes in a row.
   *
   * @param row the x, then y
   */
  void add(double[] row, int phase) {
    rows++;
    for (int i = 0; i <= count; i++) {
      sums[i] += row[i];
      for (int j = 0; j <= i; j++) {
        products[i][j] += row[i] * row[j];
      }
    }
    if (phases > 0) {
      phaseRows[phase]++;
      for (int i = 0; i <= count; i++) {
        phaseSums[phase][i] += row[i];
      }
    }
  }

  int rows() {
    return rows;
  }

  /** Solves without phases; writes a, then the c, from an offset on. */
  void solve(double[] out, int offset) {
    solve(centred(), centred(), out, offset);
  }

  /** Solves with phases; writes a, then the c, from an offset on, and the g from another. */
  void solvePhased(double[] out, int offset, int phasesOffset) {
    double[][] within = centred();
    for (int g = 0; g < phases; g++) {
      for (int i = 0; i <= count; i++) {
        for (int j = 0; j <= i; j++) {
          within[i][j] -= deviation(g, i) * deviation(g, j) / (phaseRows[g] + PHASE_RIDGE);
        }
      }
    }
    solve(centred(), within, out, offset);
    for (int g = 0; g < phases; g++) {
      double left = deviation(g, count);
      for (int i = 0; i < count; i++) {
        left -= out[offset + 1 + i] * deviation(g, i);
      }
      out[phasesOffset + g] = left / (phaseRows[g] + PHASE_RIDGE);
    }
  }

  /** The sum over a phase's rows of what a value differs from its mean. */
  private double deviation(int phase, int index) {
    return phaseSums[phase][index] - phaseRows[phase] * sums[index] / rows;
  }

  private double[][] centred() {
    double[][] centred = new double[count + 1][count + 1];
    for (int i = 0; i <= count; i++) {
      for (int j = 0; j <= i; j++) {
        centred[i][j] = products[i][j] - sums[i] * sums[j] / rows;
      }
    }
    return centred;
  }

  /** In units of each x's deviation, so that one ridge fits all. */
  private void solve(double[][] total, double[][] within, double[] out, int offset) {
    double[] units = new double[count];
    for (int i = 0; i < count; i++) {
      boolean isConstant = !(total[i][i] > ROUNDING * products[i][i]);
      // In units of infinity there is nothing of it, and its coefficient is zero.
      units[i] = isConstant ? Double.POSITIVE_INFINITY : Math.sqrt(total[i][i]);
    }
    RealMatrix matrix = new Array2DRowRealMatrix(count, count);
    RealVector right = new ArrayRealVector(count);
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < i; j++) {
        double each = within[i][j] / (units[i] * units[j]);
        matrix.setEntry(i, j, each);
        matrix.setEntry(j, i, each);
      }
      matrix.setEntry(i, i, within[i][i] / (units[i] * units[i]) + RIDGE);
      right.setEntry(i, within[count][i] / units[i]);
    }
    RealVector found = new CholeskyDecomposition(matrix).getSolver().solve(right);
    out[offset] = sums[count] / rows;
    for (int i = 0; i < count; i++) {
      out[offset + 1 + i] = found.getEntry(i) / units[i];
      out[offset] -= out[offset + 1 + i] * sums[i] / rows;
    }
  }
}
