package io.rapat.bench.jmh;

import io.rapat.media.rtp.RtpPacket;
import java.lang.foreign.MemorySegment;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/// How long the RTP header with its extensions takes to read.
@State(Scope.Thread)
public class HeaderParse {
  private final MemorySegment packet = Fixtures.video();
  private final int length = Fixtures.VIDEO_BYTES;
  private final RtpPacket view = new RtpPacket();

  @Benchmark
  public int parse() {
    return view.parse(packet, 0, length) + view.extensions().length(Fixtures.TRANSPORT_SEQUENCE);
  }
}
