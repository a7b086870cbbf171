package io.rapat.net;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.Optional;

/// How a test client reaches the server.
interface ClientLink extends AutoCloseable {

  void send(byte[] datagram);

  Optional<byte[]> receive(int millis);

  @Override
  void close();

  static ClientLink udp(String host, int port) {
    return new Udp(host, port);
  }

  static ClientLink tcp(String host, int port) {
    return new Tcp(host, port);
  }

  /// A UDP socket that hears only the address it asked.
  final class Udp implements ClientLink {
    private final DatagramSocket socket;
    private final byte[] buffer = new byte[4096];

    Udp(String host, int port) {
      try {
        socket = new DatagramSocket(0, InetAddress.ofLiteral(host));
        socket.setReceiveBufferSize(4 << 20);
        socket.connect(InetAddress.ofLiteral(host), port);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    int localPort() {
      return socket.getLocalPort();
    }

    @Override
    public void send(byte[] datagram) {
      try {
        socket.send(new DatagramPacket(datagram, datagram.length));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public Optional<byte[]> receive(int millis) {
      DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
      try {
        socket.setSoTimeout(millis);
        socket.receive(packet);
        return Optional.of(Arrays.copyOf(buffer, packet.getLength()));
      } catch (SocketTimeoutException e) {
        return Optional.empty();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() {
      socket.close();
    }
  }

  /// A TCP connection with RFC 4571 framing.
  final class Tcp implements ClientLink {
    private final Socket socket = new Socket();
    private final DataOutputStream out;
    private final DataInputStream in;

    Tcp(String host, int port) {
      try {
        socket.connect(new InetSocketAddress(InetAddress.ofLiteral(host), port));
        socket.setTcpNoDelay(true);
        out = new DataOutputStream(socket.getOutputStream());
        in = new DataInputStream(socket.getInputStream());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void send(byte[] datagram) {
      try {
        byte[] frame = new byte[2 + datagram.length];
        frame[0] = (byte) (datagram.length >> 8);
        frame[1] = (byte) datagram.length;
        System.arraycopy(datagram, 0, frame, 2, datagram.length);
        out.write(frame);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public Optional<byte[]> receive(int millis) {
      try {
        socket.setSoTimeout(millis);
        int first = in.read();
        if (first < 0) {
          return Optional.empty();
        }
        socket.setSoTimeout(5_000);
        byte[] frame = new byte[first << 8 | in.readUnsignedByte()];
        in.readFully(frame);
        return Optional.of(frame);
      } catch (SocketTimeoutException e) {
        return Optional.empty();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() {
      try {
        socket.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
