package io.millpond.logs;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.util.Locale;

/**
 * The few system calls the door is made of. Every method returns what the kernel does, or the
 * negated error number. Calls that no libc wraps (openat2), or not every one (statx, getdents64),
 * go through {@code syscall}.
 *
 * <p>A call scratches in the confined arena of its {@link Scratch}, so nothing is shared between
 * threads and nothing outlives the operation.
 */
final class Libc {
  static final int AT_FDCWD = -100;
  static final int AT_SYMLINK_NOFOLLOW = 0x100;
  static final int AT_EMPTY_PATH = 0x1000;

  static final int O_RDONLY = 0;
  static final int O_CLOEXEC = 0x80000;
  static final int O_PATH = 0x200000;
  // The two flags that differ: aarch64 kept the numbers of 32-bit ARM.
  static final int O_DIRECTORY = isArm() ? 0x4000 : 0x10000;
  static final int O_NOFOLLOW = isArm() ? 0x8000 : 0x20000;

  static final long RESOLVE_NO_MAGICLINKS = 0x02;
  static final long RESOLVE_NO_SYMLINKS = 0x04;
  static final long RESOLVE_BENEATH = 0x08;

  private static final long SYS_OPENAT2 = 437;
  private static final long SYS_STATX = isArm() ? 291 : 332;
  private static final long SYS_GETDENTS64 = isArm() ? 61 : 217;

  /** {@code struct open_how}: flags, mode, resolve, 8 bytes each. */
  private static final long OPEN_HOW_BYTES = 24;

  /** STATX_BASIC_STATS and STATX_BTIME. */
  private static final long STATX_WANTED = 0x7ff | StatxBuffer.HAS_CREATED;

  private static final StructLayout CALL_STATE = Linker.Option.captureStateLayout();
  private static final long ERRNO_OFFSET =
      CALL_STATE.byteOffset(MemoryLayout.PathElement.groupElement("errno"));

  private static final MethodHandle OPENAT2 =
      syscall(JAVA_LONG, JAVA_LONG, ADDRESS, ADDRESS, JAVA_LONG);
  private static final MethodHandle STATX =
      syscall(JAVA_LONG, JAVA_LONG, ADDRESS, JAVA_LONG, JAVA_LONG, ADDRESS);
  private static final MethodHandle GETDENTS64 = syscall(JAVA_LONG, JAVA_LONG, ADDRESS, JAVA_LONG);
  private static final MethodHandle OPENAT =
      bind(
          "openat",
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT),
          Linker.Option.firstVariadicArg(3));
  private static final MethodHandle READLINKAT =
      bind("readlinkat", FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, ADDRESS, JAVA_LONG));
  private static final MethodHandle CLOSE =
      Linker.nativeLinker()
          .downcallHandle(
              Linker.nativeLinker().defaultLookup().findOrThrow("close"),
              FunctionDescriptor.of(JAVA_INT, JAVA_INT));

  private Libc() {}

  /** What a series of calls by one thread scratches in. */
  static final class Scratch implements AutoCloseable {
    final Arena arena = Arena.ofConfined();
    final MemorySegment statx = arena.allocate(StatxBuffer.BYTES, 8);
    final MemorySegment empty = arena.allocate(1);
    private final MemorySegment state = arena.allocate(CALL_STATE);
    private final MemorySegment how = arena.allocate(OPEN_HOW_BYTES, 8);

    private long result(long returned) {
      return returned == -1 ? -state.get(JAVA_INT, ERRNO_OFFSET) : returned;
    }

    @Override
    public void close() {
      arena.close();
    }
  }

  /** Whether this is a system whose numbers are known here. */
  static boolean isSupported() {
    String machine = System.getProperty("os.arch", "");
    return System.getProperty("os.name", "").equals("Linux")
        && (machine.equals("amd64") || machine.equals("aarch64"));
  }

  static int openat2(Scratch scratch, int directory, MemorySegment path, int flags, long resolve) {
    scratch.how.set(JAVA_LONG, 0, flags);
    scratch.how.set(JAVA_LONG, 16, resolve);
    try {
      return (int)
          scratch.result(
              (long)
                  OPENAT2.invokeExact(
                      scratch.state,
                      SYS_OPENAT2,
                      (long) directory,
                      path,
                      scratch.how,
                      OPEN_HOW_BYTES));
    } catch (Throwable e) {
      throw rethrow(e);
    }
  }

  static int openat(Scratch scratch, int directory, MemorySegment path, int flags) {
    try {
      return (int)
          scratch.result((int) OPENAT.invokeExact(scratch.state, directory, path, flags, 0));
    } catch (Throwable e) {
      throw rethrow(e);
    }
  }

  /** Fills {@code scratch.statx}. */
  static int statx(Scratch scratch, int directory, MemorySegment path, int flags) {
    try {
      return (int)
          scratch.result(
              (long)
                  STATX.invokeExact(
                      scratch.state,
                      SYS_STATX,
                      (long) directory,
                      path,
                      (long) flags,
                      STATX_WANTED,
                      scratch.statx));
    } catch (Throwable e) {
      throw rethrow(e);
    }
  }

  static int getdents64(Scratch scratch, int directory, MemorySegment target) {
    try {
      return (int)
          scratch.result(
              (long)
                  GETDENTS64.invokeExact(
                      scratch.state, SYS_GETDENTS64, (long) directory, target, target.byteSize()));
    } catch (Throwable e) {
      throw rethrow(e);
    }
  }

  static int readlinkat(Scratch scratch, int directory, MemorySegment path, MemorySegment target) {
    try {
      return (int)
          scratch.result(
              (long)
                  READLINKAT.invokeExact(
                      scratch.state, directory, path, target, target.byteSize()));
    } catch (Throwable e) {
      throw rethrow(e);
    }
  }

  /** Closes a descriptor. There is nothing to be done about an error: it is closed all the same. */
  static void close(int descriptor) {
    try {
      int ignored = (int) CLOSE.invokeExact(descriptor);
    } catch (Throwable e) {
      throw rethrow(e);
    }
  }

  private static boolean isArm() {
    return System.getProperty("os.arch", "").toLowerCase(Locale.ROOT).equals("aarch64");
  }

  private static MethodHandle syscall(MemoryLayout... arguments) {
    return bind(
        "syscall", FunctionDescriptor.of(JAVA_LONG, arguments), Linker.Option.firstVariadicArg(1));
  }

  private static MethodHandle bind(
      String name, FunctionDescriptor function, Linker.Option... options) {
    Linker linker = Linker.nativeLinker();
    Linker.Option[] all = java.util.Arrays.copyOf(options, options.length + 1);
    all[options.length] = Linker.Option.captureCallState("errno");
    return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), function, all);
  }

  private static RuntimeException rethrow(Throwable e) {
    if (e instanceof Error error) {
      throw error;
    }
    return e instanceof RuntimeException runtime ? runtime : new IllegalStateException(e);
  }
}
