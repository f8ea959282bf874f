package io.millpond.access;

import java.util.List;

/** The parts of a request that a signature may cover, as they came. */
public interface SignedRequest {
  /** The method, as the request line spells it. */
  String method();

  /** The target as the request line has it, percent-encoding untouched, with its query. */
  String target();

  /** The values of a header in their order, its name in any case; empty where there is none. */
  List<String> header(String name);
}
