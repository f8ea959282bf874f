package io.millpond.logs;

import java.util.concurrent.ArrayBlockingQueue;

/** A bounded stock of read buffers of one size. */
final class BlockPool {
  private final int blockBytes;
  private final ArrayBlockingQueue<byte[]> stock = new ArrayBlockingQueue<>(Limits.POOLED_BLOCKS);

  BlockPool(int blockBytes) {
    this.blockBytes = blockBytes;
  }

  int blockBytes() {
    return blockBytes;
  }

  byte[] take() {
    byte[] block = stock.poll();
    return block != null ? block : new byte[blockBytes];
  }

  /** Takes a block back; the caller must not touch it any more. */
  void give(byte[] block) {
    boolean _ = stock.offer(block); // a full stock leaves it to the collector
  }
}
