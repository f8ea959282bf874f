package io.millpond.http;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whoever is at the other end of a connection, as far as its address tells: an IPv4 address, or the
 * 64 bits of an IPv6 address that name the network, since everybody has all addresses of one. What
 * a proxy says of whom it asks for is not looked at: anybody may say that.
 *
 * @param isNetwork whether it is the half of an IPv6 address, or else an IPv4 address
 * @param bits the address, or that half of it
 * @param isLoopback whether it is this machine's own
 */
record RemoteAddress(boolean isNetwork, long bits, boolean isLoopback) {
  /** Of a connection; empty where it is closed already. */
  static Optional<RemoteAddress> of(@Nullable SocketAddress remote) {
    if (remote instanceof InetSocketAddress socket && socket.getAddress() != null) {
      return Optional.of(of(socket.getAddress()));
    }
    return Optional.empty();
  }

  static RemoteAddress of(InetAddress address) {
    ByteBuffer bytes = ByteBuffer.wrap(address.getAddress());
    boolean isNetwork = address instanceof Inet6Address;
    return new RemoteAddress(
        isNetwork, isNetwork ? bytes.getLong() : bytes.getInt(), address.isLoopbackAddress());
  }
}
