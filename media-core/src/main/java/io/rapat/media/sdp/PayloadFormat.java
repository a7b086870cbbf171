package io.rapat.media.sdp;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// One payload format of a section: `a=rtpmap` with its `a=fmtp` and `a=rtcp-fb` lines.
///
/// @param payloadType 0 to 127
/// @param encoding the name as written, for example `opus`; "" when the section names none
/// @param clockRate ticks per second; 0 when unknown
/// @param channels 1 unless written otherwise
/// @param parameters the `fmtp` text, or ""
/// @param feedback `rtcp-fb` values in order, for example `nack pli`
public record PayloadFormat(
    int payloadType,
    String encoding,
    int clockRate,
    int channels,
    String parameters,
    List<String> feedback) {

  public PayloadFormat {
    feedback = List.copyOf(feedback);
  }

  /// Whether this is the named encoding; names are compared without case (RFC 4855 §3).
  public boolean is(String name) {
    return encoding.equalsIgnoreCase(name);
  }

  /// A value out of `fmtp`, for example `profile-id`; empty when it isn't there.
  public Optional<String> parameter(String name) {
    for (String part : parameters.split(";", -1)) {
      int equals = part.indexOf('=');
      if (equals > 0 && part.substring(0, equals).strip().equalsIgnoreCase(name)) {
        return Optional.of(part.substring(equals + 1).strip().toLowerCase(Locale.ROOT));
      }
    }
    return Optional.empty();
  }

  /// The payload type whose packets this format retransmits (RFC 4588 §8.1), or -1 when this isn't
  /// `rtx`.
  public int associatedPayloadType() {
    if (!is("rtx")) {
      return -1;
    }
    return parameter("apt").map(value -> SdpNumbers.parse(value, 127)).orElse(-1L).intValue();
  }

  /// The same format with other parameters.
  public PayloadFormat withParameters(String newParameters) {
    return new PayloadFormat(payloadType, encoding, clockRate, channels, newParameters, feedback);
  }

  /// The same format with other feedback.
  public PayloadFormat withFeedback(List<String> newFeedback) {
    return new PayloadFormat(payloadType, encoding, clockRate, channels, parameters, newFeedback);
  }
}
