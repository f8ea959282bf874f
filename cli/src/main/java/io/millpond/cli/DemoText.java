package io.millpond.cli;

import java.net.URI;
import java.nio.file.Path;

/** What the demo says: commands to copy. */
final class DemoText {
  private DemoText() {}

  static String of(URI uri, Path directory) {
    return """

    Millpond serves the logs of a sample node: %2$s
    The journal and the task "web" grow by a line a second. Press Ctrl-C to end.

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
    """
        .formatted(uri, directory);
  }
}
