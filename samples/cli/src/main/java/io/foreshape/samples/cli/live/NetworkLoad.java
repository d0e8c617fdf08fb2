package io.foreshape.samples.cli.live;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;

/**
 * Sends datagrams to an address where nobody listens, or to itself if that is one of its own, and
 * says on standard output how many bytes it has sent in all: on a device that others have too, the
 * kernel counts that for nobody. What its own device's queue holds back, it waits for.
 */
final class NetworkLoad implements Load {

  private static final int DATAGRAM_BYTES = 1 << 10;

  /** Less than any queue drops, so that it waits instead. */
  private static final int WAITING_BYTES = 1 << 13;

  private static final int DISCARD_PORT = 9;

  private final DatagramChannel channel;
  private final InetSocketAddress target;
  private final ByteBuffer datagram = ByteBuffer.allocateDirect(DATAGRAM_BYTES);
  private final PrintStream told = System.out;
  private double owedBytes;
  private long sentBytes;

  NetworkLoad(InetAddress address) throws IOException {
    channel = DatagramChannel.open();
    channel.setOption(StandardSocketOptions.SO_SNDBUF, WAITING_BYTES);
    if (address.isLoopbackAddress()) {
      channel.bind(new InetSocketAddress(address, 0));
      target = (InetSocketAddress) channel.getLocalAddress();
    } else {
      target = new InetSocketAddress(address, DISCARD_PORT);
    }
  }

  @Override
  public void work(double amount, double seconds) throws IOException {
    owedBytes += amount * seconds;
    while (owedBytes >= DATAGRAM_BYTES) {
      sentBytes += channel.send(datagram.position(0).limit(DATAGRAM_BYTES), target);
      owedBytes -= DATAGRAM_BYTES;
    }
    told.println(sentBytes);
  }
}
