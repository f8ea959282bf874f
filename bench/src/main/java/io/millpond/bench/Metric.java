package io.millpond.bench;

/**
 * A figure that is measured of every candidate.
 *
 * @param unit as it is printed behind the number
 */
record Metric(String name, String unit) {
  @Override
  public String toString() {
    return unit.isEmpty() ? name : name + ", " + unit;
  }
}
