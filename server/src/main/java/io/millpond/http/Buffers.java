package io.millpond.http;

import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.RetainableByteBuffer;

/**
 * The buffers of all connections: those outside of the heap come from a pool, those in the heap,
 * into which requests are read, are new ones.
 *
 * <p>Jetty refuses a malformed request on one thread while another, which has read it, goes on
 * ({@code HttpConnection.RequestHandler.badMessage}, 12.1.14), and both may give back the buffer it
 * lies in. Out of a pool the same buffer would then be handed to two connections, and one client
 * would be sent what another has asked. A buffer that is never used again cannot be.
 */
final class Buffers extends ByteBufferPool.Wrapper {
  Buffers() {
    super(new ArrayByteBufferPool());
  }

  @Override
  public RetainableByteBuffer.Mutable acquire(int size, boolean direct) {
    return direct ? super.acquire(size, true) : NON_POOLING.acquire(size, false);
  }
}
