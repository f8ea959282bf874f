package io.millpond.cli;

import io.millpond.cli.demo.DemoNode;
import java.net.URI;

/** What the demo says: commands to copy. */
final class DemoText {
  /** Errors of drivers and executors, whose names have this letter. */
  private static final String DOWNLOAD =
      "{\"timeBegin\":\"2026-01-01T00:00:00Z\",\"timeEnd\":\"2036-01-01T00:00:00Z\","
          + "\"logContentTypeContains\":\"r\",\"logLevel\":\"ERROR\"}";

  private DemoText() {}

  static String of(URI uri, DemoNode node) {
    return """

    Millpond serves the logs of a sample node: %2$s
    The journal, the task "web" and a Spark application grow by a line a second. Press Ctrl-C to end.

    The end of the whole journal
      curl '%1$s/system/v1/logs/v2/component?cursor=END&skip=-10'
    One unit
      curl '%1$s/system/v1/logs/v2/component/dcos-marathon.service?cursor=END&skip=-10'
    Errors only, as JSON
      curl -H 'Accept: application/json' '%1$s/system/v1/logs/v2/component?filter=PRIORITY:3'
    Follow the journal (server-sent events)
      curl -N -H 'Accept: text/event-stream' '%1$s/system/v1/logs/v2/component?cursor=END'

    The end of a task's standard output
      curl -L '%1$s/system/v1/logs/v2/task/web?cursor=END&skip=-10'
    Follow it
      curl -NL -H 'Accept: text/event-stream' '%1$s/system/v1/logs/v2/task/web?cursor=END'
    Another of its files
      curl -L '%1$s/system/v1/logs/v2/task/web/file/stderr'
    A task of a pod, and one that has ended
      curl -L '%1$s/system/v1/logs/v2/task/front'
      curl -L '%1$s/system/v1/logs/v2/task/batch'
    What is in its sandbox
      curl -L '%1$s/system/v1/logs/v2/task/web/browse'
    Download a file, or a piece of it
      curl -L -o stdout '%1$s/system/v1/logs/v2/task/web/download'
      curl -L -r 0-199 '%1$s/system/v1/logs/v2/task/web/file/stdout/download'

    Spark applications of a workspace: one has ended, one goes on
      curl '%1$s%3$s'
    Files of the driver that has ended, and its log
      curl '%1$s%4$s/logs?type=rollingdriver&meta=true'
      curl '%1$s%4$s/logs?type=driver&fileName=stderr'
    Files of all its containers, its Livy log, its event logs
      curl '%1$s%4$s/logs?type=executor&meta=true'
      curl '%1$s%4$s/logs?type=livy'
      curl -o eventlogs.zip '%1$s%4$s/logs'
    What the driver that goes on has written from byte 100 on
      curl '%1$s%5$s/logs?type=driver&fileName=stderr&isDownload=true&isPartial=true&offset=100'

    Everything that is an error, of all its drivers and executors, in the order of time, as one file behind a link
      link=$(curl -si -H 'Content-Type: application/json' -d '%7$s' \\
        '%1$s%6$s/actions/downloadLogs' | tr -d '\\r' | sed -n 's/^datalake-cluster-log-par-url: //p'); curl "$link"
    """
        .formatted(
            uri,
            node.directory(),
            node.sessions(),
            node.finishedApplication(),
            node.runningApplication(),
            DemoNode.cluster(),
            DOWNLOAD);
  }
}
