package io.millpond.bench;

import java.util.List;

/**
 * What a comparison found.
 *
 * @param notes what the reader must know to judge the figures
 */
record Result(String name, String title, Samples samples, List<Goal> goals, List<String> notes) {}
