package io.foreshape.replay.policy;

/** Hoare's quickselect with the median of three as pivot. */
final class Selection {

  private Selection() {}

  /**
   * Finds the value that would stand at an index if the range were sorted. Reorders the range.
   *
   * @param values without NaN
   * @param count how many values, from the start, count
   * @param index below {@code count}
   */
  static float select(float[] values, int count, int index) {
    int low = 0;
    int high = count - 1;
    while (low < high) {
      float pivot = medianOfThree(values[low], values[(low + high) >>> 1], values[high]);
      int left = low;
      int right = high;
      while (left <= right) {
        while (values[left] < pivot) {
          left++;
        }
        while (values[right] > pivot) {
          right--;
        }
        if (left <= right) {
          float swapped = values[left];
          values[left++] = values[right];
          values[right--] = swapped;
        }
      }
      if (index <= right) {
        high = right;
      } else if (index >= left) {
        low = left;
      } else {
        return values[index];
      }
    }
    return values[index];
  }

  private static float medianOfThree(float a, float b, float c) {
    return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
  }
}
