package io.foreshape.bench;

import java.util.Arrays;

/**
 * The assignment problem, by shortest augmenting paths with potentials, in O(n³): Kuhn 1955, Naval
 * Res. Logist. Q. 2, 83; Jonker and Volgenant 1987, Computing 38, 325.
 */
final class HungarianMethod {

  private static final int NONE = -1;

  private final double[][] costs;
  private final int size;
  private final double[] ofRow;
  private final double[] ofColumn;
  private final int[] rowOf;

  private HungarianMethod(double[][] costs) {
    this.costs = costs;
    size = costs.length;
    ofRow = new double[size];
    ofColumn = new double[size];
    rowOf = new int[size];
    Arrays.fill(rowOf, NONE);
  }

  /**
   * The cheapest assignment.
   *
   * @param costs square and finite: of each row in each column
   * @return the column of each row
   */
  static int[] columns(double[][] costs) {
    HungarianMethod method = new HungarianMethod(costs);
    for (int row = 0; row < costs.length; row++) {
      method.augment(row);
    }
    int[] columns = new int[costs.length];
    for (int column = 0; column < costs.length; column++) {
      columns[method.rowOf[column]] = column;
    }
    return columns;
  }

  /** Finds the shortest path from a row to a column without one, as Dijkstra does. */
  private void augment(int start) {
    double[] distance = new double[size];
    int[] before = new int[size];
    boolean[] isDone = new boolean[size];
    Arrays.fill(distance, Double.POSITIVE_INFINITY);
    Arrays.fill(before, NONE);
    double reached = 0;
    int last = NONE;
    int row = start;
    while (row != NONE) {
      int next = NONE;
      for (int column = 0; column < size; column++) {
        if (isDone[column]) {
          continue;
        }
        double to = reached + costs[row][column] - ofRow[row] - ofColumn[column];
        if (to < distance[column]) {
          distance[column] = to;
          before[column] = last;
        }
        next = next == NONE || distance[column] < distance[next] ? column : next;
      }
      reached = distance[next];
      isDone[next] = true;
      last = next;
      row = rowOf[next];
    }
    ofRow[start] += reached;
    for (int column = 0; column < size; column++) {
      if (isDone[column] && column != last) {
        ofRow[rowOf[column]] += reached - distance[column];
        ofColumn[column] -= reached - distance[column];
      }
    }
    for (int column = last; column != NONE; column = before[column]) {
      rowOf[column] = before[column] == NONE ? start : rowOf[before[column]];
    }
  }
}
