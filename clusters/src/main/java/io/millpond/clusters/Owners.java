package io.millpond.clusters;

import java.util.Set;

/** What the owners of files tell of who wrote them. */
public final class Owners {
  /** May do anything, and so needs not forge. */
  private static final String SUPERUSER = "root";

  /** What a file system shows that does not tell, or maps all users to one. */
  private static final Set<String> NOBODY = Set.of("nobody", "nfsnobody", "65534", "4294967294");

  private Owners() {}

  /**
   * Whether a file may have been written by anybody but those who keep its directory.
   *
   * @param owner of the file
   * @param keeper owner of the directory, who can replace what lies in it anyway
   */
  public static boolean isForeign(String owner, String keeper) {
    return !owner.equals(keeper) && !owner.equals(SUPERUSER) && areTold(owner);
  }

  /** Whether two files may be of one owner, as far as that is told. */
  public static boolean mayBeSame(String one, String other) {
    return one.equals(other) || !areTold(one) || !areTold(other);
  }

  private static boolean areTold(String owner) {
    return !NOBODY.contains(owner);
  }
}
