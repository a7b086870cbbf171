package io.rapat.media.sdp;

import java.util.List;
import java.util.Optional;

/// A parsed or built session description (RFC 8866, RFC 9429). Attributes that no part of Rapat
/// reads are dropped while parsing.
///
/// @param bundle the mids of the one `BUNDLE` group, in order; empty when there is none
/// @param transport what is said at session level
public record SessionDescription(
    Origin origin,
    boolean iceLite,
    boolean extmapAllowMixed,
    List<String> bundle,
    TransportAttributes transport,
    List<MediaSection> media) {

  /// Longest accepted text, in characters. A browser needs 5 KB for a section in which it receives
  /// video, and has as many of them as it sees others.
  public static final int MAX_LENGTH = 1_000_000;

  /// Most accepted lines.
  public static final int MAX_LINES = 40_000;

  /// Most accepted lines before the first section, and in each section. Browsers write up to 170.
  public static final int MAX_SECTION_LINES = 1_000;

  /// Most accepted media sections.
  public static final int MAX_SECTIONS = 200;

  public SessionDescription {
    bundle = List.copyOf(bundle);
    media = List.copyOf(media);
  }

  /// Parses a text from the network. Never throws.
  public static ParseResult parse(String text) {
    return new SdpParser().parse(text);
  }

  /// The text, each line ended by CR LF.
  public String toText() {
    return SdpPrinter.print(this);
  }

  /// The section with that mid.
  public Optional<MediaSection> section(String mid) {
    return media.stream().filter(section -> section.mid().equals(mid)).findFirst();
  }

  /// What holds for the section's transport: its own attributes, then the session's.
  public TransportAttributes transportOf(MediaSection section) {
    return section.transport().or(transport);
  }

  /// What holds for the one transport of the bundle: the word of its first section that isn't
  /// rejected, and where that is silent, of the next (RFC 9143 §7.1.3).
  public TransportAttributes bundledTransport() {
    TransportAttributes found = TransportAttributes.NONE;
    for (MediaSection section : media) {
      if (!section.rejected()) {
        found = found.or(section.transport());
      }
    }
    return found.or(transport);
  }

  /// The outcome of [#parse].
  public sealed interface ParseResult {}

  public record Parsed(SessionDescription description) implements ParseResult {}

  /// @param line number of the line that was refused, from 1; 0 when it is the text as a whole
  public record Refused(int line, Reason reason) implements ParseResult {}

  /// Why a text was refused.
  public enum Reason {
    TOO_LONG,
    TOO_MANY_LINES,
    TOO_MANY_SECTIONS,
    /// Not `x=value`, a control character, or not beginning with `v=0` and `o=`.
    MALFORMED_LINE,
    /// A media line that isn't audio, video or data channels over DTLS.
    UNSUPPORTED_MEDIA,
    DUPLICATE_PAYLOAD_TYPE,
    MISSING_MID,
    MALFORMED_MID,
    DUPLICATE_MID,
    /// An attribute that is read and whose value has no meaning.
    MALFORMED_ATTRIBUTE,
    /// One id for two header extensions in one section.
    DUPLICATE_EXTENSION_ID,
    /// No accepted section names a certificate.
    MISSING_FINGERPRINT,
    /// Only digests that no longer prove anything, `sha-1` or `md5`.
    WEAK_FINGERPRINT,
    MISSING_ICE_CREDENTIALS,
    /// Sections that contradict each other, or `holdconn`.
    SETUP_CONFLICT
  }
}
