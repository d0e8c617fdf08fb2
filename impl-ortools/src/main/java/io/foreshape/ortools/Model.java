package io.foreshape.ortools;

import java.util.Arrays;

/**
 * A mixed-integer program to minimise, in flat arrays, so that it can be sent to another process.
 *
 * <p>Layout: the terms of row r are {@code [rowEnd[r - 1], rowEnd[r])} of {@code column} and {@code
 * coefficient}; terms are added to the last row only.
 */
final class Model {

  private static final int FIRST_SIZE = 64;

  int columns;
  double[] lower = new double[FIRST_SIZE];
  double[] upper = new double[FIRST_SIZE];
  double[] cost = new double[FIRST_SIZE];
  boolean[] isInteger = new boolean[FIRST_SIZE];
  int rows;
  double[] least = new double[FIRST_SIZE];
  double[] most = new double[FIRST_SIZE];
  int[] rowEnd = new int[FIRST_SIZE];
  int terms;
  int[] column = new int[FIRST_SIZE];
  double[] coefficient = new double[FIRST_SIZE];
  double offset;

  /** Adds a column; its number. */
  int addColumn(double from, double to, double price, boolean integer) {
    if (columns == lower.length) {
      lower = Arrays.copyOf(lower, 2 * columns);
      upper = Arrays.copyOf(upper, 2 * columns);
      cost = Arrays.copyOf(cost, 2 * columns);
      isInteger = Arrays.copyOf(isInteger, 2 * columns);
    }
    lower[columns] = from;
    upper[columns] = to;
    cost[columns] = price;
    isInteger[columns] = integer;
    return columns++;
  }

  /** Begins a row. */
  void addRow(double from, double to) {
    if (rows == least.length) {
      least = Arrays.copyOf(least, 2 * rows);
      most = Arrays.copyOf(most, 2 * rows);
      rowEnd = Arrays.copyOf(rowEnd, 2 * rows);
    }
    least[rows] = from;
    most[rows] = to;
    rowEnd[rows++] = terms;
  }

  /** Adds to the last row. */
  void addTerm(int number, double factor) {
    if (terms == column.length) {
      column = Arrays.copyOf(column, 2 * terms);
      coefficient = Arrays.copyOf(coefficient, 2 * terms);
    }
    column[terms] = number;
    coefficient[terms++] = factor;
    rowEnd[rows - 1] = terms;
  }

  int firstTerm(int row) {
    return row == 0 ? 0 : rowEnd[row - 1];
  }
}
