package io.rapat.media.sdp;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// One media section, `m=` and what follows it (RFC 8866 §5.14).
///
/// @param port 0 for a rejected section, or for one that lives only in the bundle
/// @param protocol `UDP/TLS/RTP/SAVPF` or `UDP/DTLS/SCTP`
/// @param mid `a=mid`, at most 64 characters
/// @param formats payload formats in order of preference; empty for the data section
/// @param sources SSRCs in order of first mention
/// @param bundleOnly `a=bundle-only`: port 0 isn't a refusal then (RFC 9143 §6)
/// @param rtcpReducedSize `a=rtcp-rsize` (RFC 5506)
/// @param sctpPort `a=sctp-port`, or 0
/// @param maxMessageSize `a=max-message-size` in bytes, or -1 when not given
public record MediaSection(
    Kind kind,
    int port,
    String protocol,
    String mid,
    Direction direction,
    List<PayloadFormat> formats,
    List<HeaderExtension> extensions,
    List<Msid> msids,
    List<SourceDescription> sources,
    List<SourceGroup> groups,
    List<Rid> rids,
    Simulcast simulcast,
    TransportAttributes transport,
    List<Candidate> candidates,
    boolean endOfCandidates,
    boolean bundleOnly,
    boolean rtcpMux,
    boolean rtcpReducedSize,
    boolean extmapAllowMixed,
    int sctpPort,
    long maxMessageSize) {

  /// `UDP/TLS/RTP/SAVPF`, the profile of media sections.
  public static final String RTP = "UDP/TLS/RTP/SAVPF";

  /// `UDP/DTLS/SCTP`, the profile of data sections.
  public static final String SCTP = "UDP/DTLS/SCTP";

  /// What a section carries.
  public enum Kind {
    AUDIO,
    VIDEO,
    APPLICATION;

    String media() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public MediaSection {
    formats = List.copyOf(formats);
    extensions = List.copyOf(extensions);
    msids = List.copyOf(msids);
    sources = List.copyOf(sources);
    groups = List.copyOf(groups);
    rids = List.copyOf(rids);
    candidates = List.copyOf(candidates);
  }

  /// Whether the writer refuses the section, or has stopped it for good.
  public boolean rejected() {
    return port == 0 && !bundleOnly;
  }

  /// The format with that payload type.
  public Optional<PayloadFormat> format(int payloadType) {
    return formats.stream().filter(f -> f.payloadType() == payloadType).findFirst();
  }

  /// The id under which the section has that extension, or 0.
  public int extensionId(String uri) {
    for (HeaderExtension extension : extensions) {
      if (extension.uri().equals(uri)) {
        return extension.id();
      }
    }
    return 0;
  }

  /// The same section with all the candidates there will be.
  public MediaSection withCandidates(List<Candidate> all) {
    return new MediaSection(
        kind,
        port,
        protocol,
        mid,
        direction,
        formats,
        extensions,
        msids,
        sources,
        groups,
        rids,
        simulcast,
        transport,
        all,
        true,
        bundleOnly,
        rtcpMux,
        rtcpReducedSize,
        extmapAllowMixed,
        sctpPort,
        maxMessageSize);
  }

  /// A builder for a section without attributes, on port 9.
  public static Builder builder(Kind kind, String mid) {
    return new Builder(kind, mid);
  }

  /// Collects a section's parts. Not shared between threads.
  public static final class Builder {
    private final Kind kind;
    String mid;
    int port = 9;
    String protocol;
    Direction direction = Direction.SENDRECV;
    List<PayloadFormat> formats = List.of();
    List<HeaderExtension> extensions = List.of();
    List<Msid> msids = List.of();
    List<SourceDescription> sources = List.of();
    List<SourceGroup> groups = List.of();
    List<Rid> rids = List.of();
    Simulcast simulcast = Simulcast.NONE;
    TransportAttributes transport = TransportAttributes.NONE;
    boolean rtcpMux;
    boolean rtcpReducedSize;
    boolean extmapAllowMixed;
    int sctpPort;
    long maxMessageSize = -1;

    private Builder(Kind kind, String mid) {
      this.kind = kind;
      this.mid = mid;
      this.protocol = kind == Kind.APPLICATION ? SCTP : RTP;
    }

    public Builder port(int value) {
      port = value;
      return this;
    }

    public Builder protocol(String value) {
      protocol = value;
      return this;
    }

    public Builder direction(Direction value) {
      direction = value;
      return this;
    }

    public Builder formats(List<PayloadFormat> value) {
      formats = value;
      return this;
    }

    public Builder extensions(List<HeaderExtension> value) {
      extensions = value;
      return this;
    }

    public Builder msids(List<Msid> value) {
      msids = value;
      return this;
    }

    public Builder sources(List<SourceDescription> value) {
      sources = value;
      return this;
    }

    public Builder groups(List<SourceGroup> value) {
      groups = value;
      return this;
    }

    public Builder rids(List<Rid> value) {
      rids = value;
      return this;
    }

    public Builder simulcast(Simulcast value) {
      simulcast = value;
      return this;
    }

    public Builder transport(TransportAttributes value) {
      transport = value;
      return this;
    }

    public Builder rtcpMux(boolean value) {
      rtcpMux = value;
      return this;
    }

    public Builder rtcpReducedSize(boolean value) {
      rtcpReducedSize = value;
      return this;
    }

    public Builder extmapAllowMixed(boolean value) {
      extmapAllowMixed = value;
      return this;
    }

    public Builder dataChannels(int port, long maxMessageBytes) {
      sctpPort = port;
      maxMessageSize = maxMessageBytes;
      return this;
    }

    public MediaSection build() {
      return new MediaSection(
          kind,
          port,
          protocol,
          mid,
          direction,
          formats,
          extensions,
          msids,
          sources,
          groups,
          rids,
          simulcast,
          transport,
          List.of(),
          false,
          false,
          rtcpMux,
          rtcpReducedSize,
          extmapAllowMixed,
          sctpPort,
          maxMessageSize);
    }
  }
}
