package io.millpond.bench;

/** What the applications of the Fabric comparisons belong to. */
final class Workspace {
  static final String ID = "6e335e92-a2a2-4b5a-970a-bd6a89fbb765";
  static final String NOTEBOOK = "cfafbeb1-8037-4d0c-896e-a46fb27ff229";
  static final String SESSION = "431e8d7b-4a95-4c02-8ccd-6faef5ba1bd7";

  /** The path of it. */
  static final String PATH = "/v1/workspaces/" + ID;

  /** The path of all its sessions. */
  static final String SESSIONS = PATH + "/spark/livySessions";

  /** What an application says that belongs to the notebook, as members of its properties. */
  static final String PROPERTIES =
      """
      "spark.millpond.workspaceId":"%s","spark.millpond.itemId":"%s",\
      "spark.millpond.itemType":"Notebook\"\
      """
          .formatted(ID, NOTEBOOK);

  private Workspace() {}
}
