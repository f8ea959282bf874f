package io.millpond.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The shared Mesos agent: sandboxes of every shape, with links as an agent makes them. */
final class MesosFixture {
  static final String CLUSTER = "b2f1c7d0-6d3f-4c7e-9a55-2f6b8f0a1e01";
  static final String AGENT = CLUSTER + "-S1";
  static final String OTHER_AGENT = CLUSTER + "-S2";
  static final String MARATHON = CLUSTER + "-0001";
  static final String SERVICES = CLUSTER + "-0002";
  static final String OLD = CLUSTER + "-0000";
  static final String WEB = "web.c1f5ae3f-16a1-11f1-9c0a-70b3d5800001";
  static final String WEB_RUN = "9601091d-0a38-444a-895a-d4e42f57e20f";
  static final String WEB_OLD_RUN = "22a98918-dc5c-4f2a-8852-38841bc269bc";
  static final String POD = "instance-pod_web.da6e8f52-16a1-11f1-9c0a-70b3d5800001";
  static final String POD_RUN = "0b48dc9b-f58e-4a84-800b-ee36390ff606";
  static final String POD_TASK = "pod_web.instance-da6e8f52-16a1-11f1-9c0a-70b3d5800001.";
  static final String KAFKA_RUN = "54166162-2185-451c-848b-41bf0cea7ad0";
  static final String NESTED_RUN = "15a3bfdd-ddf0-48b9-8022-37b21fed963d";

  private MesosFixture() {}

  static String prepare(Path directory) throws IOException {
    Path fixture = Fixtures.unpack("mesos-agent", directory);
    Files.writeString(directory.resolve("canary.txt"), Scratch.CANARY);
    return Configs.agent(
        directory, AGENT, fixture.resolve("master-state.json"), workDir(directory), List.of());
  }

  static Path workDir(Path directory) {
    return directory.resolve("mesos-agent/var/lib/mesos/slave");
  }

  /** The path of a run below a logs prefix. */
  static String run(String framework, String executor, String run) {
    return "/task/frameworks/" + framework + "/executors/" + executor + "/runs/" + run;
  }

  static String webRun() {
    return run(MARATHON, WEB, WEB_RUN);
  }
}
