package io.millpond.bench;

import io.millpond.bench.SmallReads.Variant;
import java.io.IOException;
import java.util.List;

/** Small reads with every one put on record in the audit trail, and without. */
final class AuditTrail implements Comparison {
  private static final String OFF = "no trail";
  private static final String RECORDED = "required: false, audit: audit.jsonl, auditRequired: true";

  @Override
  public String name() {
    return "audit";
  }

  @Override
  public List<Tool> tools() {
    return List.of(Tool.WRK);
  }

  @Override
  public Result run(Options options) throws IOException, InterruptedException {
    Samples samples =
        SmallReads.compare(
            options,
            List.of(
                new Variant(OFF, "required: false"),
                new Variant(MillpondServer.NAME, RECORDED),
                new Variant("with a key", RECORDED + ", auditKey: millpond.yaml")));
    return new Result(
        name(),
        "ranges of 1,000 bytes, each on record",
        samples,
        List.of(
            Goal.atLeast("0.9 times what it is without a trail", SmallReads.REQUESTS, 0.9, OFF)),
        List.of(SmallReads.CLIENT, "No credentials are asked for."));
  }
}
