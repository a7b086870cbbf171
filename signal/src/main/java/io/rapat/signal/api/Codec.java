package io.rapat.signal.api;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/// How request and response are written: in protobuf or in JSON.
enum Codec {
  PROTOBUF("application/protobuf", "protobuf"),
  JSON("application/json", "json");

  private static final JsonFormat.Parser PARSER = JsonFormat.parser().ignoringUnknownFields();

  /// All fields with their names in the definition, as server SDKs expect it.
  private static final JsonFormat.Printer PRINTER =
      JsonFormat.printer()
          .preservingProtoFieldNames()
          .alwaysPrintFieldsWithNoPresence()
          .omittingInsignificantWhitespace();

  private final String contentType;
  private final String label;

  Codec(String contentType, String label) {
    this.contentType = contentType;
    this.label = label;
  }

  /// By the header, of which parameters are ignored.
  static Optional<Codec> of(String contentType) {
    int end = contentType.indexOf(';');
    String type = (end < 0 ? contentType : contentType.substring(0, end)).strip();
    for (Codec codec : values()) {
      if (codec.contentType.equals(type.toLowerCase(Locale.ROOT))) {
        return Optional.of(codec);
      }
    }
    return Optional.empty();
  }

  /// Fills the builder; says whether the body could be read.
  boolean read(byte[] body, Message.Builder into) {
    try {
      switch (this) {
        case PROTOBUF -> into.mergeFrom(body);
        case JSON -> {
          String json =
              StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
          if (!json.stripLeading().startsWith("{")) {
            return false;
          }
          PARSER.merge(json, into);
        }
      }
      return true;
    } catch (InvalidProtocolBufferException | CharacterCodingException _) {
      return false;
    }
  }

  TwirpResponse malformed() {
    return TwirpError.MALFORMED.response("the " + label + " request could not be decoded");
  }

  TwirpResponse write(Message message) {
    return switch (this) {
      case PROTOBUF -> new TwirpResponse(200, contentType, message.toByteArray());
      case JSON -> TwirpResponse.json(200, json(message));
    };
  }

  private static String json(Message message) {
    try {
      return PRINTER.print(message);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException("message of an unknown type", e);
    }
  }
}
