package io.foreshape.samples.cli.live;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;

/**
 * Sends datagrams over the loopback device to a socket of its own, and says on standard output how
 * many bytes it has sent in all: the kernel counts that for no cgroup.
 */
final class NetworkLoad implements Load {

  private static final int DATAGRAM_BYTES = 1 << 13;

  private final DatagramChannel channel;
  private final InetSocketAddress self;
  private final ByteBuffer datagram = ByteBuffer.allocateDirect(DATAGRAM_BYTES);
  private final PrintStream told = System.out;
  private double owedBytes;
  private long sentBytes;

  NetworkLoad() throws IOException {
    channel = DatagramChannel.open();
    channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    self = (InetSocketAddress) channel.getLocalAddress();
  }

  @Override
  public void work(double amount, double seconds) throws IOException {
    owedBytes += amount * seconds;
    while (owedBytes >= DATAGRAM_BYTES) {
      sentBytes += channel.send(datagram.position(0).limit(DATAGRAM_BYTES), self);
      owedBytes -= DATAGRAM_BYTES;
    }
    told.println(sentBytes);
  }
}
