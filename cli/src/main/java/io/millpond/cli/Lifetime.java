package io.millpond.cli;

/** Tells a command when the process is to end. */
interface Lifetime {
  /** One that is over as soon as it begins. */
  Lifetime ENDED =
      new Lifetime() {
        @Override
        public void await() {}

        @Override
        public void closed() {}
      };

  /** Returns when the process was told to end. */
  void await() throws InterruptedException;

  /** Says that the command has closed all it had, or never had anything. */
  void closed();
}
